// Generated from events.ts by "pnpm gen". Do not edit.
import { FieldReader } from './field-reader.ts'

export const recMstart = 1
export const recInit = 2
export const recPut = 3
export const recPutNext = 4
export const recCreate = 5
export const recCreateNext = 6
export const recRunNext = 7
export const recRunLocal = 8
export const recRun = 9
export const recGotNext = 10
export const recGotLocal = 11
export const recPark = 12
export const recParkNew = 13
export const recExit = 14
export const recPreempting = 15
export const recPreemptPark = 16
export const recSuspended = 17
export const recCoroSwitch = 18
export const recGwait = 19
export const recGback = 20
export const recGlobPut = 21
export const recGlobPutHead = 22
export const recGlobPutBatch = 23
export const recGlobGet = 24
export const recPutBatch = 25
export const recSteal = 26
export const recStealNext = 27
export const recSpill = 28
export const recDrainNext = 29
export const recDrain = 30
export const recWire = 31
export const recUnwire = 32
export const recPidlePut = 33
export const recPidleGet = 34
export const recMput = 35
export const recMget = 36
export const recMexit = 37
export const recSpin = 38
export const recSyscall = 39
export const recSysexit = 40
export const recSysexitSlow = 41
export const recHandoff = 42
export const recRetake = 43
export const recStwBegin = 44
export const recStwStopped = 45
export const recStwEnd = 46
export const recProcs = 47
export const recGcphase = 48
export const recNetpoll = 49
export const recTimerAdd = 50
export const recTimerFire = 51
export const recStall = 52
export const recLost = 53
export const recAdopt = 54
export const recLock = 55
export const recGcstop = 56
export const recTruth = 57
export const recMspin = 58
export const recPutOff = 59
export const recSysback = 60
export const recSysrewire = 61
export const recRunGlobal = 62
export const recTimerSleep = 63
export const recPutNextFired = 64
export const recDrop = 65

export const runFromOther = 0
export const runFromRunnext = 1
export const runFromLocal = 2
export const runFromGlobal = 3
export const runFromSteal = 4
export const runFromNetpoll = 5
export const runFromGcworker = 6
export const runFromIdleGc = 7
export const runFromSyscall = 8
export const runFromLockedm = 9
export const runFromUnpark = 10
export const runFromTracereader = 11
export const runFromTimer = 12
export const runFromCoroutine = 13
export const runFromHandoff = 14

export const recordNames = [
  '',
  'mstart',
  'init',
  'put',
  'putNext',
  'create',
  'createNext',
  'runNext',
  'runLocal',
  'run',
  'gotNext',
  'gotLocal',
  'park',
  'parkNew',
  'exit',
  'preempting',
  'preemptPark',
  'suspended',
  'coroSwitch',
  'gwait',
  'gback',
  'globPut',
  'globPutHead',
  'globPutBatch',
  'globGet',
  'putBatch',
  'steal',
  'stealNext',
  'spill',
  'drainNext',
  'drain',
  'wire',
  'unwire',
  'pidlePut',
  'pidleGet',
  'mput',
  'mget',
  'mexit',
  'spin',
  'syscall',
  'sysexit',
  'sysexitSlow',
  'handoff',
  'retake',
  'stwBegin',
  'stwStopped',
  'stwEnd',
  'procs',
  'gcphase',
  'netpoll',
  'timerAdd',
  'timerFire',
  'stall',
  'lost',
  'adopt',
  'lock',
  'gcstop',
  'truth',
  'mspin',
  'putOff',
  'sysback',
  'sysrewire',
  'runGlobal',
  'timerSleep',
  'putNextFired',
  'drop',
]

/** 1 for the kinds that carry a stamp. */
export const stamped = Uint8Array.of(0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1)

/** 1 for the kinds that are done under sched.lock. */
export const underLock = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0)

/** The fields of the record at hand; those that its kind does not have are left over from others. */
export class RecordFields extends FieldReader {
  procid = 0
  flags = 0
  nprocs = 0
  g = 0
  site = 0
  parent = 0
  parked = 0
  reason = 0
  from = 0
  slot = 0
  exit = 0
  seq = 0
  n = 0
  p = 0
  epoch = 0
  mid = 0
  flag = 0
  gcstop = 0
  phase = 0
  delay = 0
  when = 0
  timer = 0
  ns = 0
}

export function readFields(r: RecordFields, kind: number): void {
  switch (kind) {
    case 1: // mstart
      r.procid = r.u()
      r.flags = r.u()
      return
    case 2: // init
      r.nprocs = r.u()
      r.readPs()
      return
    case 3: // put
      r.g = r.goid += r.s()
      return
    case 4: // putNext
      r.g = r.goid += r.s()
      return
    case 5: // create
      r.g = r.cgoid += r.s()
      r.site = r.u()
      r.parent = r.u()
      r.parked = r.u()
      r.reason = r.u()
      return
    case 6: // createNext
      r.g = r.cgoid += r.s()
      r.site = r.u()
      return
    case 7: // runNext
      r.g = r.goid += r.s()
      return
    case 8: // runLocal
      r.g = r.goid += r.s()
      return
    case 9: // run
      r.g = r.goid += r.s()
      r.from = r.u()
      return
    case 10: // gotNext
      r.g = r.goid += r.s()
      return
    case 11: // gotLocal
      r.g = r.goid += r.s()
      return
    case 12: // park
      r.slot = r.u()
      return
    case 13: // parkNew
      r.slot = r.u()
      r.reason = r.u()
      r.readOn(r.reason & 15)
      return
    case 14: // exit
      return
    case 15: // preempting
      return
    case 16: // preemptPark
      return
    case 17: // suspended
      r.g = r.goid += r.s()
      return
    case 18: // coroSwitch
      r.g = r.goid += r.s()
      r.exit = r.u()
      return
    case 19: // gwait
      r.g = r.goid += r.s()
      r.reason = r.u()
      return
    case 20: // gback
      r.g = r.goid += r.s()
      return
    case 21: // globPut
      r.g = r.goid += r.s()
      r.seq = r.lockSeq += r.u()
      return
    case 22: // globPutHead
      r.g = r.goid += r.s()
      r.seq = r.lockSeq += r.u()
      return
    case 23: // globPutBatch
      r.seq = r.lockSeq += r.u()
      r.readList()
      return
    case 24: // globGet
      r.seq = r.lockSeq += r.u()
      r.n = r.u()
      r.g = r.goid += r.s()
      return
    case 25: // putBatch
      r.p = r.u()
      r.readList()
      return
    case 26: // steal
      r.p = r.u()
      r.n = r.u()
      r.g = r.goid += r.s()
      return
    case 27: // stealNext
      r.p = r.u()
      r.g = r.goid += r.s()
      return
    case 28: // spill
      r.n = r.u()
      r.g = r.goid += r.s()
      return
    case 29: // drainNext
      r.g = r.goid += r.s()
      return
    case 30: // drain
      r.n = r.u()
      r.g = r.goid += r.s()
      return
    case 31: // wire
      r.p = r.u()
      r.epoch = r.byte()
      return
    case 32: // unwire
      return
    case 33: // pidlePut
      r.p = r.u()
      r.seq = r.lockSeq += r.u()
      return
    case 34: // pidleGet
      r.p = r.u()
      r.seq = r.lockSeq += r.u()
      return
    case 35: // mput
      r.mid = r.u()
      r.seq = r.lockSeq += r.u()
      return
    case 36: // mget
      r.mid = r.u()
      r.seq = r.lockSeq += r.u()
      return
    case 37: // mexit
      return
    case 38: // spin
      r.flag = r.u()
      return
    case 39: // syscall
      return
    case 40: // sysexit
      return
    case 41: // sysexitSlow
      r.g = r.goid += r.s()
      return
    case 42: // handoff
      r.p = r.u()
      r.epoch = r.byte()
      return
    case 43: // retake
      r.p = r.u()
      r.epoch = r.byte()
      r.gcstop = r.u()
      return
    case 44: // stwBegin
      r.seq = r.lockSeq += r.u()
      r.reason = r.u()
      return
    case 45: // stwStopped
      return
    case 46: // stwEnd
      r.seq = r.lockSeq += r.u()
      return
    case 47: // procs
      r.seq = r.lockSeq += r.u()
      r.n = r.u()
      return
    case 48: // gcphase
      r.phase = r.u()
      return
    case 49: // netpoll
      r.delay = r.s()
      r.readList()
      return
    case 50: // timerAdd
      r.when = r.due('addWhen')
      r.timer = r.addTimer += r.s()
      return
    case 51: // timerFire
      r.when = r.due('fireWhen')
      r.timer = r.fireTimer += r.s()
      return
    case 52: // stall
      r.ns = r.u()
      return
    case 53: // lost
      r.n = r.u()
      return
    case 54: // adopt
      r.g = r.goid += r.s()
      r.procid = r.u()
      return
    case 55: // lock
      r.flag = r.u()
      return
    case 56: // gcstop
      return
    case 57: // truth
      r.seq = r.lockSeq += r.u()
      r.n = r.u()
      return
    case 58: // mspin
      r.mid = r.u()
      r.flag = r.u()
      return
    case 59: // putOff
      r.g = r.goid += r.s()
      r.seq = r.lockSeq += r.u()
      return
    case 60: // sysback
      return
    case 61: // sysrewire
      return
    case 62: // runGlobal
      r.g = r.goid += r.s()
      return
    case 63: // timerSleep
      r.when = r.due('addWhen')
      r.timer = r.addTimer += r.s()
      return
    case 64: // putNextFired
      r.g = r.goid += r.s()
      return
    case 65: // drop
      return
    default:
      r.fail(`no record has number ${kind}`)
  }
}
