import type { SimM, SimP, SimWorld } from './sim-world.ts'

// Ms and Ps of a made-up scheduler: who has which, who is idle. `yield` is a
// point at which other Ms may act.

export type Steps = Generator<void>

export function own(p: SimP, m: SimM): void {
  p.m = m
  p.status = 'Prunning'
  m.p = p
}

export function spin(w: SimWorld, m: SimM, on: boolean): void {
  m.spinning = on
  w.record(m, 'spin', { flag: Number(on) })
}

/** acquirep(m.nextp) */
export function* acquire(w: SimWorld, m: SimM): Steps {
  const p = m.nextp as SimP
  m.nextp = undefined
  own(p, m)
  p.epoch++
  yield
  w.record(m, 'wire', { p: p.id, epoch: p.epoch })
}

export function* release(w: SimWorld, m: SimM): Generator<void, SimP> {
  const p = m.p as SimP
  const at = w.stamp(m)
  yield
  p.m = m.p = undefined
  if (p.status !== 'Pgcstop') p.status = 'Pidle'
  w.record(m, 'unwire', {}, at)
  return p
}

export function* lock(w: SimWorld, m: SimM): Steps {
  while (w.lockedBy) yield
  w.lockedBy = m
}

export function unlock(w: SimWorld): void {
  w.lockedBy = undefined
}

export function pidlePut(w: SimWorld, m: SimM, p: SimP): void {
  w.pidle.push(p)
  p.status = 'Pidle'
  w.record(m, 'pidlePut', { p: p.id, seq: ++w.seq })
}

export function pidleGet(w: SimWorld, m: SimM): SimP | undefined {
  const p = w.pidle.pop()
  if (p) w.record(m, 'pidleGet', { p: p.id, seq: ++w.seq })
  return p
}

/** stopm: idle until another M gives it a P. */
export function* stop(w: SimWorld, m: SimM): Steps {
  if (m.spinning) spin(w, m, false)
  yield* lock(w, m)
  m.idle = true
  w.midle.push(m)
  w.record(m, 'mput', { mid: m.id, seq: ++w.seq })
  unlock(w)
  while (!m.nextp) yield
  yield* acquire(w, m)
  // Whoever woke it may have said that it spins.
  if (w.chance(50)) spin(w, m, true)
}

/** startm with a P that is nobody's, under the lock that is held. */
export function* start(w: SimWorld, m: SimM, p: SimP): Steps {
  const idle = w.midle.pop()
  if (idle) {
    idle.idle = false
    w.record(m, 'mget', { mid: idle.id, seq: ++w.seq })
    unlock(w)
    yield
    idle.nextp = p
  } else {
    unlock(w)
    yield
    const fresh = w.newM()
    fresh.nextp = p
    fresh.program = w.programOf(fresh)
  }
}

export function* wakep(w: SimWorld, m: SimM): Steps {
  if (w.pidle.length === 0 || w.stopping) return
  yield* lock(w, m)
  const p = w.stopping ? undefined : pidleGet(w, m)
  if (p) yield* start(w, m, p)
  else unlock(w)
}

/** The rest of handoffp. */
export function* handOn(w: SimWorld, m: SimM, p: SimP): Steps {
  yield* lock(w, m)
  if (w.stopping) {
    p.status = 'Pgcstop'
    w.record(m, 'gcstop')
    unlock(w)
  } else if (p.ring.length > 0 || p.runnext || w.global.length > 0) {
    yield* start(w, m, p)
  } else {
    pidlePut(w, m, p)
    unlock(w)
  }
}
