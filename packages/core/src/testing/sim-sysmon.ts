import { becomeReady, wakeable } from './sim-queues.ts'
import { takeP } from './sim-stop.ts'
import { type Steps, handOn, lock, unlock, wakep } from './sim-threads.ts'
import type { SimM, SimWorld } from './sim-world.ts'

// The M without a P, which takes Ps from system calls and polls the network.

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
    yield* handOn(w, m, p)
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
