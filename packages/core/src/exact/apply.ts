import * as rec from '../wire/events.gen.ts'
import type { Entity, M } from './entities.ts'
import * as goroutines from './apply-goroutines.ts'
import * as queues from './apply-queues.ts'
import * as threads from './apply-threads.ts'
import type { World } from './world.ts'

/**
 * Applies the record that m has at hand, if the state allows it. Else nothing
 * has changed, and what has to change first is returned.
 */
export function apply(w: World, m: M): Entity | undefined {
  const { kind } = m.records
  w.current = m
  if (rec.underLock[kind] === 1) {
    if (m.records.lockSeq !== w.lockSeq + 1) return w.lock
    const held = applyKind(w, m, kind)
    if (held) return held
    w.lockSeq = m.records.lockSeq
    w.touch(w.lock)
    return undefined
  }
  return applyKind(w, m, kind)
}

function applyKind(w: World, m: M, kind: number): Entity | undefined {
  // What it put into a full ring has to be somewhere before it goes on.
  if (m.p?.overflow && kind !== rec.recSpill) return m.p
  if (!m.started && kind !== rec.recMstart) {
    return m.ended ? m.records.fail('a record of an M that has ended') : m
  }
  switch (kind) {
    case rec.recMstart:
      return threads.mstart(w, m)
    case rec.recInit:
      return threads.init(w, m)
    case rec.recPut:
      return queues.put(w, m, false)
    case rec.recPutNext:
    case rec.recPutNextFired:
      return queues.put(w, m, true)
    case rec.recCreate:
      return goroutines.create(w, m)
    case rec.recCreateNext:
      return goroutines.createNext(w, m)
    case rec.recRunNext:
      return goroutines.runNext(w, m)
    case rec.recRunLocal:
      return goroutines.runLocal(w, m)
    case rec.recRun:
      return goroutines.run(w, m)
    case rec.recRunGlobal:
      return goroutines.runGlobal(w, m)
    case rec.recGotNext:
      return queues.got(w, m, true)
    case rec.recGotLocal:
      return queues.got(w, m, false)
    case rec.recPark:
    case rec.recParkNew:
      return goroutines.park(w, m)
    case rec.recExit:
      return goroutines.exit(w, m)
    case rec.recPreempting:
      m.preempting = true
      return undefined
    case rec.recPreemptPark:
      return goroutines.preemptPark(w, m)
    case rec.recSuspended:
      return goroutines.suspended(w, m)
    case rec.recCoroSwitch:
      return goroutines.coroSwitch(w, m)
    case rec.recGwait:
      return goroutines.gwait(w, m, true)
    case rec.recGback:
      return goroutines.gwait(w, m, false)
    case rec.recGlobPut:
      return queues.globPut(w, m, false)
    case rec.recGlobPutHead:
      return queues.globPut(w, m, true)
    case rec.recPutOff:
      return queues.keep(w, m)
    case rec.recGlobPutBatch:
      return queues.globPutBatch(w, m)
    case rec.recGlobGet:
      return queues.globGet(w, m)
    case rec.recPutBatch:
      return queues.putBatch(w, m)
    case rec.recSteal:
      return queues.steal(w, m)
    case rec.recStealNext:
      return queues.stealNext(w, m)
    case rec.recSpill:
      return queues.spill(w, m)
    case rec.recDrainNext:
      return queues.drainNext(w, m)
    case rec.recDrain:
      return queues.drain(w, m)
    case rec.recWire:
      return threads.wire(w, m)
    case rec.recUnwire:
      return threads.unwire(w, m)
    case rec.recPidlePut:
      return threads.pidlePut(w, m)
    case rec.recPidleGet:
      return threads.pidleGet(w, m)
    case rec.recMput:
      return threads.mput(w, m)
    case rec.recMget:
      return threads.mget(w, m)
    case rec.recMexit:
      return threads.mexit(w, m)
    case rec.recSpin:
      return threads.spin(w, m, m)
    case rec.recSyscall:
      return goroutines.syscall(w, m)
    case rec.recSysexit:
    case rec.recSysback:
    case rec.recSysrewire:
      return goroutines.sysexit(w, m)
    case rec.recSysexitSlow:
      return goroutines.sysexitSlow(w, m)
    case rec.recHandoff:
      return threads.handoff(w, m)
    case rec.recRetake:
      return threads.retake(w, m)
    case rec.recStwBegin:
      return threads.stwBegin(w, m)
    case rec.recStwStopped:
      return threads.stwStopped(w, m)
    case rec.recStwEnd:
      return threads.stwEnd(w, m)
    case rec.recProcs:
      return threads.procs(w, m)
    case rec.recGcphase:
      return threads.gcphase(w, m)
    case rec.recNetpoll:
      return goroutines.netpoll(w, m)
    case rec.recTimerAdd:
    case rec.recTimerSleep:
      w.out?.timer(m, 'add')
      return undefined
    case rec.recTimerFire:
      if (!m.curg) m.firing = true
      w.out?.timer(m, 'fire')
      return undefined
    case rec.recStall:
      w.stalled += m.records.ns
      w.out?.stall(m, m.records.ns)
      return undefined
    case rec.recLost:
      w.lossySince ??= m.records.t
      w.lost += m.records.n
      w.out?.lost(m, m.records.n)
      return undefined
    case rec.recAdopt:
      return goroutines.adopt(w, m)
    case rec.recDrop:
      return goroutines.drop(w, m)
    case rec.recLock:
      return goroutines.lock(w, m)
    case rec.recGcstop:
      return threads.gcstop(w, m)
    case rec.recTruth:
      w.onTruth?.(m.records.n)
      return undefined
    case rec.recMspin:
      return threads.spin(w, m, w.m(m.records.mid))
    default:
      return m.records.fail(`no record has number ${kind}`)
  }
}
