import { type Steps, lock, own, pidleGet, pidlePut, start, unlock } from './sim-threads.ts'
import { type SimM, SimP, type SimWorld } from './sim-world.ts'

// How a made-up world is stopped and goes on, with another number of Ps.

export function* stopTheWorld(w: SimWorld, m: SimM): Steps {
  if (w.stopping) return
  yield* lock(w, m)
  if (w.stopping) return unlock(w)
  w.stopping = m
  const stopper = w.g(m.curg)
  stopper.status = 'Gwaiting'
  stopper.wakeable = false
  w.record(m, 'gwait', { g: stopper.goid, reason: 1 })
  w.record(m, 'stwBegin', { seq: ++w.seq, reason: 1 })
  for (const p of w.ps.slice(0, w.nprocs)) {
    if (p.status !== 'Psyscall') continue
    takeP(p)
    p.status = 'Pgcstop'
    w.record(m, 'retake', { p: p.id, epoch: p.epoch, gcstop: 1 })
  }
  for (let p = pidleGet(w, m); p; p = pidleGet(w, m)) p.status = 'Pgcstop'
  unlock(w)
  const mine = m.p as SimP
  while (w.ps.slice(0, w.nprocs).some((p) => p !== mine && p.status !== 'Pgcstop')) yield
  mine.status = 'Pgcstop'
  w.record(m, 'stwStopped')
  yield
  if (!w.lockedBy && [...w.gs.values()].every((g) => g.status !== 'Grunning' || g.m === m.id)) {
    w.truths.push(w.truth())
    w.record(m, 'truth', { seq: ++w.seq, n: w.truths.length - 1 })
  }
  if (w.chance(30)) w.record(m, 'gcphase', { phase: w.random(3) })
  yield* startTheWorld(w, m)
  yield
  stopper.status = 'Grunning'
  w.record(m, 'gback', { g: stopper.goid })
}

function* startTheWorld(w: SimWorld, m: SimM): Steps {
  yield* lock(w, m)
  const n = w.chance(70) ? w.nprocs : 1 + w.random(6)
  w.record(m, 'procs', { seq: ++w.seq, n })
  resize(w, m, n)
  const mine = m.p
  const runnable: SimP[] = []
  for (let id = n - 1; id >= 0; id--) {
    const p = w.ps[id] as SimP
    if (p === mine) continue
    if (p.ring.length > 0 || p.runnext) runnable.push(p)
    else pidlePut(w, m, p)
  }
  w.stopping = undefined
  w.record(m, 'stwEnd', { seq: ++w.seq })
  unlock(w)
  for (const p of runnable) {
    yield* lock(w, m)
    yield* start(w, m, p)
  }
}

function resize(w: SimWorld, m: SimM, n: number): void {
  for (let id = w.ps.length; id < n; id++) w.ps.push(new SimP(id))
  const gone = w.ps.slice(n, w.nprocs)
  w.nprocs = n
  const mine = m.p as SimP
  const moved = mine.id >= n
  for (const p of w.ps.slice(0, n)) p.status = p === mine ? 'Prunning' : 'Pidle'
  if (moved) {
    mine.m = m.p = undefined
    const p = w.ps[0] as SimP
    own(p, m)
    p.epoch++
    w.record(m, 'wire', { p: p.id, epoch: p.epoch })
  }
  for (const p of gone) {
    p.status = 'Pdead'
    while (p.ring.length > 0) drop(w, m, p.ring.pop() as number)
    if (p.runnext) drop(w, m, p.runnext)
    p.runnext = 0
  }
}

function drop(w: SimWorld, m: SimM, goid: number): void {
  w.global.unshift(goid)
  w.record(m, 'globPutHead', { g: goid, seq: ++w.seq })
}

export function takeP(p: SimP): void {
  ;(p.m as SimM).p = undefined
  p.m = undefined
  p.status = 'Pidle'
  p.epoch++
}
