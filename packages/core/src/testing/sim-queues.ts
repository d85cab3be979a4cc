import { type Steps, lock, unlock } from './sim-threads.ts'
import type { SimG, SimM, SimP, SimWorld } from './sim-world.ts'

// Goroutines of a made-up scheduler on their way into queues.

export function run(w: SimWorld, m: SimM, goid: number): void {
  const g = w.g(goid)
  g.status = 'Grunning'
  g.m = m.id
  m.curg = goid
  w.life(goid, 'run')
}

export function wakeable(w: SimWorld): SimG | undefined {
  const some = [...w.gs.values()].filter((g) => g.status === 'Gwaiting' && g.wakeable)
  const g = w.pick(some)
  if (g) g.wakeable = false
  return g
}

export function becomeReady(w: SimWorld, goid: number): void {
  w.g(goid).status = 'Grunnable'
  w.life(goid, 'ready')
}

/** runqput(p, g, false), with runqputslow. */
export function* put(w: SimWorld, m: SimM, goid: number, at = w.stamp(m)): Steps {
  w.record(m, 'put', { g: goid }, at)
  yield* toRing(w, m, goid)
}

export function* toRing(w: SimWorld, m: SimM, goid: number): Steps {
  const p = m.p as SimP
  if (p.ring.length < 256) {
    p.ring.push(goid)
    return
  }
  yield
  if (p.ring.length < 256) {
    p.ring.push(goid)
    return
  }
  const spilled = p.ring.splice(0, 128)
  w.record(m, 'spill', { n: 128, g: spilled[0] as number })
  spilled.push(goid)
  yield* lock(w, m)
  w.global.push(...spilled)
  if (w.chance(50)) {
    w.record(m, 'globPutBatch', { seq: ++w.seq, list: spilled })
  } else {
    w.record(m, 'globPutBatch', { seq: ++w.seq, list: spilled.slice(0, 100) })
    w.record(m, 'globPutBatch', { seq: ++w.seq, list: spilled.slice(100) })
  }
  unlock(w)
}

/** runqdrain: all that its P has goes to the global queue. */
export function* drain(w: SimWorld, m: SimM): Steps {
  const p = m.p as SimP
  const drained: number[] = []
  if (p.runnext) {
    drained.push(p.runnext)
    w.record(m, 'drainNext', { g: p.runnext })
    p.runnext = 0
    yield
  }
  const ring = p.ring.splice(0)
  if (ring.length > 0) w.record(m, 'drain', { n: ring.length, g: ring[0] as number })
  drained.push(...ring)
  if (drained.length === 0) return
  yield* lock(w, m)
  w.global.push(...drained)
  w.record(m, 'globPutBatch', { seq: ++w.seq, list: drained })
  unlock(w)
}

export function* putNext(
  w: SimWorld,
  m: SimM,
  goid: number,
  name: 'putNext' | 'putNextFired' = 'putNext',
): Steps {
  const at = w.stamp(m)
  yield
  const p = m.p as SimP
  const kicked = p.runnext
  p.runnext = goid
  w.record(m, name, { g: goid }, at)
  if (kicked) yield* toRing(w, m, kicked)
}
