import { becomeReady, put, putNext, run, toRing, wakeable } from './sim-queues.ts'
import { stopTheWorld } from './sim-stop.ts'
import { type Steps, acquire, lock, pidleGet, stop, unlock, wakep } from './sim-threads.ts'
import type { SimG, SimM, SimP, SimWorld } from './sim-world.ts'

// What a made-up goroutine does until it leaves its M.

export function* create(w: SimWorld, m: SimM): Steps {
  const goid = ++w.lastGoid
  w.gs.set(goid, { goid, status: 'Grunnable', m: null, wakeable: true })
  w.life(goid, 'create')
  const p = m.p as SimP
  if (w.chance(50)) {
    const at = w.stamp(m)
    yield
    const kicked = p.runnext
    p.runnext = goid
    w.record(m, 'createNext', { g: goid, site: 1 + w.random(3) }, at)
    if (kicked) yield* toRing(w, m, kicked)
  } else {
    w.record(m, 'create', { g: goid, site: 1, parent: m.curg, parked: 0, reason: 0 })
    yield
    if (w.chance(80)) yield* put(w, m, goid)
    else yield* putNext(w, m, goid)
  }
}

/** curg runs for a while, then leaves. */
export function* goroutine(w: SimWorld, m: SimM): Steps {
  const g = w.g(m.curg)
  for (;;) {
    yield
    if (w.stopping) return yield* preempted(w, m, g)
    const dice = w.random(100)
    if (dice < (w.ending ? 0 : 22)) {
      yield* create(w, m)
      if (w.chance(40)) yield* wakep(w, m)
    } else if (dice < (w.ending ? 10 : 44)) {
      const other = wakeable(w)
      if (!other) continue
      becomeReady(w, other.goid)
      yield
      if (w.chance(50)) yield* put(w, m, other.goid)
      else yield* putNext(w, m, other.goid)
      if (w.chance(40)) yield* wakep(w, m)
    } else if (dice < 58) {
      return yield* park(w, m, g)
    } else if (dice < 68) {
      return yield* exit(w, m, g)
    } else if (dice < 76) {
      return yield* preempted(w, m, g)
    } else if (dice < 80) {
      return yield* suspend(w, m, g)
    } else if (dice < 90) {
      if (!(yield* syscall(w, m, g))) return
    } else if (dice < 92) {
      yield* stopTheWorld(w, m)
    } else if (dice < 94 && w.gs.size < 3000) {
      for (let i = w.ending ? 0 : w.random(350); i > 0; i--) yield* create(w, m)
    } else if (dice < 96) {
      yield* coroSwitch(w, m, g)
      return yield* goroutine(w, m)
    }
  }
}

function leave(m: SimM, g: SimG, status: SimG['status']): void {
  m.curg = 0
  g.m = null
  g.status = status
  g.wakeable = status === 'Gwaiting'
}

function* park(w: SimWorld, m: SimM, g: SimG): Steps {
  const at = w.stamp(m)
  yield
  leave(m, g, 'Gwaiting')
  w.life(g.goid, 'park')
  w.recordPark(m, at, 1 + w.random(2), w.random(5) * 0x1000)
  if (w.chance(10)) w.record(m, 'timerSleep', { when: w.now + 9, timer: 1 })
}

function* exit(w: SimWorld, m: SimM, g: SimG): Steps {
  if (w.gs.size === 1) return yield* park(w, m, g)
  const at = w.stamp(m)
  yield
  leave(m, g, 'Grunnable')
  w.gs.delete(g.goid)
  w.life(g.goid, 'exit')
  w.record(m, 'exit', {}, at)
}

function* preempted(w: SimWorld, m: SimM, g: SimG): Steps {
  const preempt = w.chance(50)
  if (preempt) w.record(m, 'preempting')
  leave(m, g, 'Grunnable')
  w.life(g.goid, preempt ? 'preempt' : 'yield')
  if (w.chance(50)) {
    yield* lock(w, m)
    w.global.push(g.goid)
    w.record(m, 'globPut', { g: g.goid, seq: ++w.seq })
    unlock(w)
  } else {
    const at = w.stamp(m)
    yield
    yield* put(w, m, g.goid, at)
  }
}

/** preemptPark; then another M, or this one, suspends it and makes it ready. */
function* suspend(w: SimWorld, m: SimM, g: SimG): Steps {
  const at = w.stamp(m)
  yield
  leave(m, g, 'Gpreempted')
  w.life(g.goid, 'preempt')
  w.record(m, 'preemptPark', {}, at)
  yield
  g.status = 'Gwaiting'
  w.life(g.goid, 'park')
  yield
  w.record(m, 'suspended', { g: g.goid })
  yield
  becomeReady(w, g.goid)
  yield* put(w, m, g.goid)
}

function* coroSwitch(w: SimWorld, m: SimM, g: SimG): Steps {
  const other = wakeable(w)
  if (!other) return
  const at = w.stamp(m)
  yield
  const exits = w.chance(30)
  leave(m, g, 'Gwaiting')
  w.life(g.goid, exits ? 'exit' : 'park')
  if (exits) w.gs.delete(g.goid)
  run(w, m, other.goid)
  w.record(m, 'coroSwitch', { g: other.goid, exit: Number(exits) }, at)
}

/** False if the goroutine did not get a P again. */
function* syscall(w: SimWorld, m: SimM, g: SimG): Generator<void, boolean> {
  const p = m.p as SimP
  const at = w.stamp(m)
  yield
  g.status = 'Gsyscall'
  p.status = 'Psyscall'
  w.record(m, 'syscall', {}, at)
  for (let i = w.random(30); i > 0; i--) yield
  if (m.p === p) {
    p.status = 'Prunning'
    g.status = 'Grunning'
    if (w.options.silentRewire) p.epoch++
    yield
    w.record(m, w.options.silentRewire ? 'sysrewire' : 'sysback')
    return true
  }
  yield* lock(w, m)
  const other = w.stopping ? undefined : pidleGet(w, m)
  if (other) {
    unlock(w)
    m.nextp = other
    yield* acquire(w, m)
    g.status = 'Grunning'
    w.record(m, 'sysexit')
    return true
  }
  unlock(w)
  yield
  leave(m, g, 'Grunnable')
  w.record(m, 'sysexitSlow', { g: g.goid })
  yield* lock(w, m)
  w.global.push(g.goid)
  w.record(m, 'globPut', { g: g.goid, seq: ++w.seq })
  unlock(w)
  yield* stop(w, m)
  return false
}
