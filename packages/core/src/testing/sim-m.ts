import { runFrom as froms } from '../wire/events.ts'
import { fill, poll, steal } from './sim-find.ts'
import { create, goroutine } from './sim-goroutine.ts'
import { becomeReady, drain, putNext, run, wakeable } from './sim-queues.ts'
import {
  handOn,
  type Steps,
  acquire,
  lock,
  own,
  pidlePut,
  release,
  spin,
  stop,
  unlock,
} from './sim-threads.ts'
import type { SimM, SimP, SimWorld } from './sim-world.ts'

// What an M of a made-up scheduler does. A stamp is taken before something is
// given away and after something was got, as the hooks do.

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
  while (!m.ended) yield* schedule(w, m)
}

function* begin(w: SimWorld, m: SimM): Steps {
  const idle = w.ps.slice(1)
  w.record(m, 'init', { nprocs: w.nprocs, idle: idle.map((p) => p.id) })
  w.pidle = idle.toReversed()
  const p = w.ps[0] as SimP
  own(p, m)
  yield* create(w, m)
}

/** mexit: hands its P on. */
function* end(w: SimWorld, m: SimM): Steps {
  if (m.spinning) spin(w, m, false)
  const p = yield* release(w, m)
  yield
  p.epoch++
  w.record(m, 'handoff', { p: p.id, epoch: p.epoch })
  yield* handOn(w, m, p)
  yield
  m.ended = true
  w.record(m, 'mexit')
}

function* timer(w: SimWorld, m: SimM): Steps {
  const g = wakeable(w)
  if (!g) return
  w.record(m, 'timerFire', { when: w.now, timer: 1 })
  yield
  becomeReady(w, g.goid)
  yield* putNext(w, m, g.goid, w.chance(50) ? 'putNextFired' : 'putNext')
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
  if (m.id > 1 && w.chance(1)) return yield* end(w, m)
  const p = m.p as SimP
  if (w.chance(3)) yield* drain(w, m)
  if (w.chance(5)) yield* timer(w, m)
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
    if (w.chance(90)) {
      run(w, m, head)
      w.record(m, 'runLocal', { g: head })
    } else {
      w.record(m, 'gotLocal', { g: head })
      yield
      run(w, m, head)
      w.record(m, 'run', { g: head, from: from('local') })
    }
    return yield* goroutine(w, m)
  }
  const found = (yield* fill(w, m)) ?? (yield* poll(w, m)) ?? (yield* steal(w, m))
  if (found) {
    if (m.spinning) spin(w, m, false)
    yield
    run(w, m, found[0])
    if (found[1] === 'global') w.record(m, 'runGlobal', { g: found[0] })
    else w.record(m, 'run', { g: found[0], from: from(found[1]) })
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
