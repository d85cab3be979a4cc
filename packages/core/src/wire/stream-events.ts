/**
 * The events of exact mode in the JSON stream, one interface a kind. `pnpm gen`
 * makes docs/events.md and their part of stream.schema.json from these: `@from`
 * is the runtime's function, `@since` the Go that has it first, else any.
 */

interface EventHead {
  type: 'event'
  /** Nanoseconds since the hello's `start`; never less than in the line before. */
  t: number
  /** The M that does it. */
  m: number
  /** The P of that M. */
  p: number | null
}

export type GCPhase = 'off' | 'mark' | 'marktermination'

/** Where a goroutine was put: its P's runnext or ring, the global queue. */
export type QueueName = 'runnext' | 'local' | 'global'

/** Where the goroutine that runs was found. */
export type RunFrom =
  | 'other'
  | 'runnext'
  | 'local'
  | 'global'
  | 'steal'
  | 'netpoll'
  | 'gcworker'
  | 'idle-gc'
  | 'syscall'
  | 'lockedm'
  | 'unpark'
  | 'tracereader'
  | 'timer'
  | 'coroutine'
  | 'handoff'

/**
 * A goroutine begins.
 * @from newproc1
 */
export interface CreateEvent extends EventHead {
  kind: 'create'
  g: number
  /** goid of the goroutine that ran the go statement. */
  parent: number | null
  startfn: string | null
  /** file:line of the go statement. */
  gopc: string | null
  /** One of the runtime's own. */
  system: boolean
  /** null for one that is created waiting. */
  to: QueueName | null
}

/**
 * A goroutine runs.
 * @from execute
 */
export interface RunEvent extends EventHead {
  kind: 'run'
  g: number
  /** `timer` is one that a timer on this M made ready just before. */
  from: RunFrom
  /** In what was left of the time slice of the one before. */
  inherit: boolean
}

/**
 * curg waits.
 * @from gopark
 */
export interface ParkEvent extends EventHead {
  kind: 'park'
  g: number
  /** The runtime's own text. */
  reason: string | null
  /** Address of what it waits for, hexadecimal. */
  on: string | null
}

/**
 * A goroutine waits no longer.
 * @from ready, injectglist
 */
export interface ReadyEvent extends EventHead {
  kind: 'ready'
  g: number
  /** The goroutine that did it; null where the scheduler itself did. */
  by: number | null
  /** What of the scheduler did, where that is known. */
  via: 'netpoll' | 'timer' | null
  to: QueueName
}

/**
 * curg makes room.
 * @from goschedImpl, goyield_m
 */
export interface YieldEvent extends EventHead {
  kind: 'yield'
  g: number
  to: QueueName
}

/**
 * curg is made to make room.
 * @from gopreempt_m, preemptPark
 */
export interface PreemptEvent extends EventHead {
  kind: 'preempt'
  g: number
  /** null for one that is Gpreempted: who preempted it will suspend it. */
  to: QueueName | null
}

/**
 * curg ends; in a system call where the thread of C whose calls it ran has left Go.
 * @from gdestroy, dropm
 */
export interface ExitEvent extends EventHead {
  kind: 'exit'
  g: number
}

/**
 * Waiting by name, while it stays on its M: it stops the world, or suspends another.
 * @from casGToWaiting
 */
export interface GwaitEvent extends EventHead {
  kind: 'gwait'
  g: number
  reason: string | null
}

/**
 * The end of `gwait`.
 * @from casgstatus
 */
export interface GbackEvent extends EventHead {
  kind: 'gback'
  g: number
}

/**
 * A thread that Go did not start calls into Go: its goroutine, in a system call.
 * @from needm
 */
export interface AdoptEvent extends EventHead {
  kind: 'adopt'
  g: number
  /** The thread, which has the M from now on. */
  procid: number
}

/**
 * curg is locked to its M, or no longer.
 * @from dolockOSThread, dounlockOSThread
 */
export interface LockEvent extends EventHead {
  kind: 'lock'
  g: number
  on: boolean
}

/**
 * Goroutines are taken from another P. The last one goes to the M, which will run it, the others to its ring.
 * @from runqgrab
 */
export interface StealEvent extends EventHead {
  kind: 'steal'
  /** From the victim's head on. */
  g: number[]
  from: { p: number }
  /** It was the victim's runnext. */
  runnext: boolean
}

/**
 * Goroutines leave a P for the global queue, since the ring is full or the P goes.
 * @from runqputslow, runqdrain, procresize
 */
export interface SpillEvent extends EventHead {
  kind: 'spill'
  g: number[]
}

/**
 * Goroutines leave the global queue. The first goes to the M, the others to its P.
 * @from globrunqget, globrunqgetbatch
 */
export interface FillEvent extends EventHead {
  kind: 'fill'
  g: number[]
}

/**
 * curg enters a system call or C.
 * @from reentersyscall
 */
export interface SyscallEvent extends EventHead {
  kind: 'syscall'
  g: number
}

/**
 * A goroutine is back from a system call.
 * @from exitsyscall
 */
export interface SysexitEvent extends EventHead {
  kind: 'sysexit'
  g: number
  /** It had a P at once and runs. */
  fast: boolean
  /** Else where it was put; null if it runs. */
  to: QueueName | null
}

/**
 * `p` is taken from an M in a system call.
 * @from retake
 */
export interface RetakeEvent extends EventHead {
  kind: 'retake'
  /** The goroutine in the system call. */
  g: number | null
  from: { m: number }
  /** To stop the world. */
  gc: boolean
}

/**
 * `p` is handed on.
 * @from handoffp
 */
export interface HandoffEvent extends EventHead {
  kind: 'handoff'
}

/**
 * An M begins.
 * @from mstart1
 */
export interface MstartEvent extends EventHead {
  kind: 'mstart'
  procid: number | null
}

/**
 * `m` becomes idle.
 * @from stopm, mput
 */
export interface MparkEvent extends EventHead {
  kind: 'mpark'
}

/**
 * `m` will go on.
 * @from startm, mget
 */
export interface MwakeEvent extends EventHead {
  kind: 'mwake'
  /** The M that wakes it. */
  by: number
}

/**
 * An M ends.
 * @from mexit
 */
export interface MexitEvent extends EventHead {
  kind: 'mexit'
}

/**
 * `m` looks for work, or no longer.
 * @from findRunnable
 */
export interface SpinEvent extends EventHead {
  kind: 'spin'
  on: boolean
}

/**
 * `p` is idle.
 * @from pidleput
 */
export interface PidleEvent extends EventHead {
  kind: 'pidle'
}

/**
 * `m` has `p`.
 * @from wirep, procresize
 */
export interface PrunEvent extends EventHead {
  kind: 'prun'
}

/**
 * `p` stops: its M let go of it, or the world stops.
 * @from releasep, gcstopm
 */
export interface PstopEvent extends EventHead {
  kind: 'pstop'
  /** It is Pgcstop. */
  gc: boolean
}

/**
 * The number of Ps changes.
 * @from procresize
 */
export interface ProcsEvent extends EventHead {
  kind: 'procs'
  gomaxprocs: number
}

/**
 * The world is asked to stop, has stopped, goes on.
 * @from stopTheWorldWithSema, startTheWorldWithSema
 */
export interface StwEvent extends EventHead {
  kind: 'stw'
  phase: 'begin' | 'stopped' | 'end'
  /** With `begin`, where this Go has a name for it. */
  reason: string | null
}

/**
 * The collector's phase changes.
 * @from setGCPhase
 */
export interface GcEvent extends EventHead {
  kind: 'gc'
  phase: GCPhase
}

/**
 * A timer is put on `p`'s heap, or its function runs.
 * @from timers.addHeap, timer.unlockAndRun
 */
export interface TimerEvent extends EventHead {
  kind: 'timer'
  what: 'add' | 'fire'
  /** When it is due, as `t`. */
  when: number
  /** With `fire`: how late it is, in ns. */
  late: number | null
  /** The same for the same timer. */
  timer: number
}

/**
 * The network poller found goroutines; each will be `ready`.
 * @from netpoll
 */
export interface NetpollEvent extends EventHead {
  kind: 'netpoll'
  g: number[]
  /** How long it was to wait: 0 not at all, -1 for as long as it takes, else ns. */
  delay: number
}

/**
 * The M waited for room to write its records.
 * @from gorv
 */
export interface StallEvent extends EventHead {
  kind: 'stall'
  ns: number
}

/**
 * Records of this M are missing here: from here on the state is a good guess.
 * @from gorv
 */
export interface LostEvent extends EventHead {
  kind: 'lost'
  n: number
}

/** One transition of the scheduler. */
export type SchedEvent =
  | CreateEvent
  | RunEvent
  | ParkEvent
  | ReadyEvent
  | YieldEvent
  | PreemptEvent
  | ExitEvent
  | GwaitEvent
  | GbackEvent
  | AdoptEvent
  | LockEvent
  | StealEvent
  | SpillEvent
  | FillEvent
  | SyscallEvent
  | SysexitEvent
  | RetakeEvent
  | HandoffEvent
  | MstartEvent
  | MparkEvent
  | MwakeEvent
  | MexitEvent
  | SpinEvent
  | PidleEvent
  | PrunEvent
  | PstopEvent
  | ProcsEvent
  | StwEvent
  | GcEvent
  | TimerEvent
  | NetpollEvent
  | StallEvent
  | LostEvent
