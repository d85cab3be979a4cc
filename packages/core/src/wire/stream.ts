/**
 * What renderers get and what the JSON stream says: one shape for both.
 * stream.schema.json is generated from these types. Names are the runtime's;
 * `null` is "not there" or "this Go does not tell", never zero.
 */

import type { GCPhase, SchedEvent } from './stream-events.ts'

/** First line: who is being watched, and how. */
export interface Hello {
  type: 'hello'
  /** Wire version of the recording. */
  wire: number
  /** Version of gorv that made the recording. */
  gorv: string
  goversion: string
  goos: string
  goarch: string
  pid: number
  gomaxprocs: number
  mode: 'sample' | 'exact'
  /** The zero of every `t`: RFC 3339, UTC, nanoseconds. */
  start: string
  /** What this Go version can tell, and this mode. */
  capabilities: Capability[]
  /** Exact mode: what events are timed by, `nanotime` where the machine's tick counter is not to be trusted. */
  clock: 'ticks' | 'nanotime' | null
  argv: string[]
  /** Aimed at between two snapshots, in ns. */
  interval: number
}

export type Capability =
  | 'timers'
  | 'parent'
  | 'startfn'
  | 'ticks'
  | 'lockedg'
  | 'incgo'
  | 'waitreason'
  | 'createdby'

/** The scheduler at one moment. */
export interface Snapshot {
  type: 'snapshot'
  /** Nanoseconds since the hello's `start`, monotonic. */
  t: number
  /** Counts from 0; no number is missing from a whole recording. */
  seq: number
  /** A P's queue kept changing while it was read. */
  torn: boolean
  /** Snapshots the program's side left out so far, to stay out of the way. */
  skipped: number
  /** What the snapshot before this one took inside the program, in ns; 0 in the first. */
  lastspent: number
  /** Records were lost before this moment: a good guess. */
  approximate?: true
  /** Exact mode: records that lead to this state; null in a recording of samples, as the next two. */
  events: number | null
  /** Records that were lost before this moment. */
  lost: number | null
  /** How long threads of the program had waited for gorv to read, in ns, all together. */
  stalled: number | null
  sched: Sched
  allp: P[]
  allm: M[]
  /** Goroutines that are alive. */
  allg: G[]
}

/** runtime.sched */
export interface Sched {
  /** goids of the global queue, in order. */
  runq: number[]
  /** Its length; more than `runq` lists only where it was cut. */
  runqsize: number
  /** Idle Ps, in order. */
  pidle: number[]
  /** Number of idle Ms. */
  midle: number
  nmspinning: number
  gcwaiting: boolean
  gcphase: GCPhase
}

/** A processor: runtime.p */
export interface P {
  id: number
  /** The runtime's constant without the underscore; `Psyscall` also where p.m's curg is in a system call and this Go (1.26 and newer) no longer marks the P. */
  status: string
  m: number | null
  runnext: number | null
  /** goids of the local queue from head to tail, without runnext. */
  runq: number[]
  timers: number | null
  schedtick: number | null
  syscalltick: number | null
}

/** An OS thread: runtime.m */
export interface M {
  id: number
  /** The thread's id in the operating system; null before the thread has run. */
  procid: number | null
  p: number | null
  curg: number | null
  spinning: boolean
  /** Blocked on a note. */
  blocked: boolean
  lockedg: number | null
  incgo: boolean | null
  /** What the M was started for, such as runtime.sysmon. */
  startfn: string | null
  /** gorv's own M. */
  sampler: boolean
}

/** A goroutine: runtime.g */
export interface G {
  goid: number
  /** The runtime's constant without the underscore. */
  status: string
  /** The Gscan bit beside the status: the collector is at its stack. */
  scan?: true
  /** The runtime's own text; null unless waiting. */
  waitreason: string | null
  /** The M whose curg it is. */
  m: number | null
  startfn: string | null
  createdby: string | null
  /** file:line of the go statement. */
  createdat: string | null
  /** goid of the goroutine that ran the go statement. */
  parent: number | null
  /** One of the runtime's own. */
  system: boolean
}

/** Last line. */
export interface RunEnd {
  type: 'end'
  /** When the program was seen to have ended; null in a recording that was cut. */
  t: number | null
  /** null if a signal ended it, or if the recording was cut before that. */
  exitcode: number | null
  signal: string | null
  /** Events lost. */
  lost: number
  /** Snapshots with a torn queue. */
  torn: number
  /** The recording ends before the program did. */
  truncated: boolean
  /** Snapshots in the recording; in exact mode those that its events came to. */
  snapshots: number
  /** Snapshots the program's side left out. */
  skipped: number
  /** Exact mode: records that were replayed; null in a recording of samples, and where nobody looked at them. */
  events: number | null
  /** Exact mode: records at the very end that have no place, as the program ended in the middle of what came before them. */
  unordered: number | null
  /** Exact mode: how long threads of the program waited for gorv to read, in ns, all together. */
  stalled: number | null
  /** What a reader should know, in words. */
  notes: string[]
}

export type StreamLine = Hello | Snapshot | SchedEvent | RunEnd
