import { becomeReady, put, wakeable } from './sim-queues.ts'
import { lock, spin, unlock } from './sim-threads.ts'
import type { SimM, SimP, SimWorld } from './sim-world.ts'

// Where a made-up M finds work that its own P has not.

type Found = readonly [goid: number, from: 'global' | 'netpoll' | 'steal']

export function* fill(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
  if (w.global.length === 0) return undefined
  yield* lock(w, m)
  const n = Math.min(w.global.length, 1 + w.random(4))
  const got = w.global.splice(0, n)
  if (n > 0) w.record(m, 'globGet', { seq: ++w.seq, n, g: got[0] as number })
  unlock(w)
  const first = got.shift()
  if (first === undefined) return undefined
  yield
  const p = m.p as SimP
  if (got.length > 0) {
    if (p.ring.length < 200 && w.chance(50)) {
      const at = w.stamp(m)
      yield
      p.ring.push(...got)
      w.record(m, 'putBatch', { p: p.id, list: got }, at)
    } else {
      for (const goid of got) yield* put(w, m, goid)
    }
  }
  return [first, 'global']
}

export function* poll(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
  if (!w.chance(20)) return undefined
  const goids: number[] = []
  for (let i = w.random(4); i >= 0; i--) {
    const g = wakeable(w)
    if (g) goids.push(g.goid)
  }
  yield
  w.record(m, 'netpoll', { delay: 0, list: goids })
  const first = goids.shift()
  if (first === undefined) return undefined
  yield
  for (const goid of goids) becomeReady(w, goid)
  if (goids.length > 0) {
    yield* lock(w, m)
    w.global.push(...goids)
    w.record(m, 'globPutBatch', { seq: ++w.seq, list: goids })
    unlock(w)
  }
  return [first, 'netpoll']
}

export function* steal(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
  const p = m.p as SimP
  const victim = w.pick(w.ps.slice(0, w.nprocs)) as SimP
  if (victim === p) return undefined
  if (!m.spinning && w.chance(50)) spin(w, m, true)
  yield
  if (victim.ring.length > 0) {
    const n = victim.ring.length - (victim.ring.length >> 1)
    const got = victim.ring.splice(0, n)
    // runqgrab records before others can see that they are gone, and stamps after.
    const record = () => w.record(m, 'steal', { p: victim.id, n, g: got[0] as number })
    if (w.chance(50)) yield
    record()
    const last = got.pop() as number
    p.ring.push(...got)
    return [last, 'steal']
  }
  if (victim.runnext && w.chance(50)) {
    const goid = victim.runnext
    victim.runnext = 0
    yield
    w.record(m, 'stealNext', { p: victim.id, g: goid })
    return [goid, 'steal']
  }
  return undefined
}
