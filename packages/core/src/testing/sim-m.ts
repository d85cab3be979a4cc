import { runFrom as froms } from '../wire/events.ts'
import { fill, poll, steal } from './sim-find.ts'
import { create, goroutine } from './sim-goroutine.ts'
import { run } from './sim-queues.ts'
import {
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
