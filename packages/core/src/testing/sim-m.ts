import { runFrom as froms } from '../wire/events.ts'
import { SimP, type SimG, type SimM, type SimWorld } from './sim-world.ts'

// What an M does, in the steps between which other Ms may act: `yield` is such
// a point. A stamp is taken before something is given away and after something
// was got, as the hooks do.

type Steps = Generator<void>

const from = (name: (typeof froms)[number], inherit = false) =>
  froms.indexOf(name) * 2 + Number(inherit)

export function* program(w: SimWorld, m: SimM): Steps {
  yield
  w.record(m, 'mstart', { procid: 1000 + m.id })
  if (m.id === 0) {
    yield* begin(w, m)
  } else {
    yield* acquire(w, m)
  }
  for (;;) yield* schedule(w, m)
}

function* begin(w: SimWorld, m: SimM): Steps {
  const idle = w.ps.slice(1)
  w.record(m, 'init', { nprocs: w.nprocs, idle: idle.map((p) => p.id) })
  w.pidle = idle.toReversed()
  const p = w.ps[0] as SimP
  own(p, m)
  yield* create(w, m)
}

function own(p: SimP, m: SimM): void {
  p.m = m
  p.status = 'Prunning'
  m.p = p
}

function spin(w: SimWorld, m: SimM, on: boolean): void {
  m.spinning = on
  w.record(m, 'spin', { flag: Number(on) })
}

/** acquirep(m.nextp) */
function* acquire(w: SimWorld, m: SimM): Steps {
  const p = m.nextp as SimP
  m.nextp = undefined
  own(p, m)
  p.epoch++
  yield
  w.record(m, 'wire', { p: p.id, epoch: p.epoch })
}

function* release(w: SimWorld, m: SimM): Generator<void, SimP> {
  const p = m.p as SimP
  const at = w.stamp(m)
  yield
  p.m = m.p = undefined
  if (p.status !== 'Pgcstop') p.status = 'Pidle'
  w.record(m, 'unwire', {}, at)
  return p
}

function* lock(w: SimWorld, m: SimM): Steps {
  while (w.lockedBy) yield
  w.lockedBy = m
}

function unlock(w: SimWorld): void {
  w.lockedBy = undefined
}

function pidlePut(w: SimWorld, m: SimM, p: SimP): void {
  w.pidle.push(p)
  p.status = 'Pidle'
  w.record(m, 'pidlePut', { p: p.id, seq: ++w.seq })
}

function pidleGet(w: SimWorld, m: SimM): SimP | undefined {
  const p = w.pidle.pop()
  if (p) w.record(m, 'pidleGet', { p: p.id, seq: ++w.seq })
  return p
}

/** stopm: idle until another M gives it a P. */
function* stop(w: SimWorld, m: SimM): Steps {
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
function* start(w: SimWorld, m: SimM, p: SimP): Steps {
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
    fresh.program = program(w, fresh)
  }
}

function* wakep(w: SimWorld, m: SimM): Steps {
  if (w.pidle.length === 0 || w.stopping) return
  yield* lock(w, m)
  const p = w.stopping ? undefined : pidleGet(w, m)
  if (p) yield* start(w, m, p)
  else unlock(w)
}

function* gcstop(w: SimWorld, m: SimM): Steps {
  if (m.spinning) spin(w, m, false)
  const p = yield* release(w, m)
  yield* lock(w, m)
  p.status = 'Pgcstop'
  w.record(m, 'gcstop')
  unlock(w)
  yield* stop(w, m)
}

function* schedule(w: SimWorld, m: SimM): Steps {
  if (w.stopping) return yield* gcstop(w, m)
  const p = m.p as SimP
  yield
  const goid = p.runnext
  if (goid) {
    p.runnext = 0
    if (w.chance(90)) {
      run(w, m, goid)
      w.record(m, 'runNext', { g: goid })
    } else {
      w.record(m, 'gotNext', { g: goid })
      yield
      run(w, m, goid)
      w.record(m, 'run', { g: goid, from: from('runnext', true) })
    }
    return yield* goroutine(w, m)
  }
  const head = p.ring.shift()
  if (head !== undefined) {
    run(w, m, head)
    w.record(m, 'runLocal', { g: head })
    return yield* goroutine(w, m)
  }
  const found = (yield* fill(w, m)) ?? (yield* poll(w, m)) ?? (yield* steal(w, m))
  if (found) {
    if (m.spinning) spin(w, m, false)
    yield
    run(w, m, found[0])
    w.record(m, 'run', { g: found[0], from: from(found[1]) })
    return yield* goroutine(w, m)
  }
  if (w.stopping || (m.spinning && w.chance(50))) return
  const was = m.spinning
  const mine = yield* release(w, m)
  yield* lock(w, m)
  if (w.stopping) {
    mine.status = 'Pgcstop'
    w.record(m, 'gcstop')
  } else {
    pidlePut(w, m, mine)
  }
  unlock(w)
  if (was) spin(w, m, false)
  yield* stop(w, m)
}

function run(w: SimWorld, m: SimM, goid: number): void {
  const g = w.g(goid)
  g.status = 'Grunning'
  g.m = m.id
  m.curg = goid
  w.life(goid, 'run')
}

type Found = readonly [goid: number, from: 'global' | 'netpoll' | 'steal']

function* fill(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
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

function wakeable(w: SimWorld): SimG | undefined {
  const some = [...w.gs.values()].filter((g) => g.status === 'Gwaiting' && g.wakeable)
  const g = w.pick(some)
  if (g) g.wakeable = false
  return g
}

function* poll(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
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

function becomeReady(w: SimWorld, goid: number): void {
  w.g(goid).status = 'Grunnable'
  w.life(goid, 'ready')
}

function* steal(w: SimWorld, m: SimM): Generator<void, Found | undefined> {
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

/** runqput(p, g, false), with runqputslow. */
function* put(w: SimWorld, m: SimM, goid: number, at = w.stamp(m)): Steps {
  w.record(m, 'put', { g: goid }, at)
  yield* toRing(w, m, goid)
}

function* toRing(w: SimWorld, m: SimM, goid: number): Steps {
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

function* putNext(w: SimWorld, m: SimM, goid: number): Steps {
  const at = w.stamp(m)
  yield
  const p = m.p as SimP
  const kicked = p.runnext
  p.runnext = goid
  w.record(m, 'putNext', { g: goid }, at)
  if (kicked) yield* toRing(w, m, kicked)
}

function* create(w: SimWorld, m: SimM): Steps {
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
function* goroutine(w: SimWorld, m: SimM): Steps {
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
  leave(m, g, 'Gwaiting')
  w.life(g.goid, 'park')
  run(w, m, other.goid)
  w.record(m, 'coroSwitch', { g: other.goid, exit: 0 }, at)
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
    w.record(m, 'sysexit', { how: w.options.silentRewire ? 0 : 1 })
    return true
  }
  yield* lock(w, m)
  const other = w.stopping ? undefined : pidleGet(w, m)
  if (other) {
    unlock(w)
    m.nextp = other
    yield* acquire(w, m)
    g.status = 'Grunning'
    w.record(m, 'sysexit', { how: 2 })
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

/** The M without a P that takes Ps from system calls. */
export function* sysmon(w: SimWorld, m: SimM): Steps {
  w.record(m, 'mstart')
  for (;;) {
    yield
    if (w.chance(2)) yield* inject(w, m)
    const p = w.pick(w.ps.slice(0, w.nprocs))
    if (p?.status !== 'Psyscall' || w.stopping || !w.chance(30)) continue
    if (!w.options.silentRewire) {
      takeP(p)
      yield
      w.record(m, 'retake', { p: p.id, epoch: p.epoch })
      yield
      p.epoch++
      w.record(m, 'handoff', { p: p.id, epoch: p.epoch })
    } else {
      takeP(p)
      yield
      w.record(m, 'handoff', { p: p.id, epoch: p.epoch })
    }
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
}

function* inject(w: SimWorld, m: SimM): Steps {
  const g = wakeable(w)
  if (!g) return
  w.record(m, 'netpoll', { delay: 0, list: [g.goid] })
  yield
  becomeReady(w, g.goid)
  yield* lock(w, m)
  w.global.push(g.goid)
  w.record(m, 'globPutBatch', { seq: ++w.seq, list: [g.goid] })
  unlock(w)
  yield* wakep(w, m)
}

function takeP(p: SimP): void {
  ;(p.m as SimM).p = undefined
  p.m = undefined
  p.status = 'Pidle'
  p.epoch++
}

function* stopTheWorld(w: SimWorld, m: SimM): Steps {
  if (w.stopping) return
  yield* lock(w, m)
  if (w.stopping) return unlock(w)
  w.stopping = m
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
  yield* startTheWorld(w, m)
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
