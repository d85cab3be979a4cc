import type { Condition } from './conditions.ts'

/**
 * Where Go versions differ, as data. A fact is decided by what this GOROOT's
 * runtime declares, never by its version number. Supporting a new Go means
 * one edit in this file: docs/new-go-version.md.
 */
export interface Fact {
  name: string
  /** What gorv cannot show without it. */
  neededFor: string
  /** The only operating system that has it. */
  goos?: string
  /** Tried in order; the first whose conditions hold gives the fragment. */
  variants: Variant[]
}

interface Variant {
  /** File in go-templates/runtime. */
  fragment: string
  when: Condition[]
  /** This Go does not tell it: the part is unknown. */
  lacks?: true
}

export const facts: Fact[] = [
  {
    name: 'timers',
    neededFor: "each P's timer count",
    variants: [
      { fragment: 'fact_timers_heap.go', when: ['p.timers.len: atomic.Uint32'] },
      { fragment: 'fact_timers_atomic.go', when: ['p.numTimers: atomic.Uint32'] },
      { fragment: 'fact_timers_uint32.go', when: ['p.numTimers: uint32'] },
      { fragment: 'fact_timers_none.go', when: ['always'], lacks: true },
    ],
  },
  {
    name: 'runqsize',
    neededFor: 'the length of the global queue',
    variants: [
      { fragment: 'fact_runqsize_queue.go', when: ['schedt.runq.size: int32'] },
      { fragment: 'fact_runqsize_sched.go', when: ['schedt.runqsize: int32'] },
    ],
  },
  {
    name: 'counters',
    neededFor: 'spinning Ms, idle Ps and gcwaiting',
    variants: [
      {
        fragment: 'fact_counters_typed.go',
        when: [
          'schedt.nmspinning: atomic.Int32',
          'schedt.npidle: atomic.Int32',
          'schedt.gcwaiting: atomic.Bool',
        ],
      },
      {
        fragment: 'fact_counters_uint32.go',
        when: ['schedt.nmspinning: uint32', 'schedt.npidle: uint32', 'schedt.gcwaiting: uint32'],
      },
    ],
  },
  {
    name: 'parent',
    neededFor: "each goroutine's parent",
    variants: [
      { fragment: 'fact_parent_goid.go', when: ['g.parentGoid: uint64'] },
      { fragment: 'fact_parent_none.go', when: ['always'], lacks: true },
    ],
  },
  {
    name: 'startpc',
    neededFor: 'the function behind "go f(x)"',
    variants: [
      { fragment: 'fact_startpc_trace.go', when: ['func startPCForTrace(uintptr) uintptr'] },
      { fragment: 'fact_startpc_trace_old.go', when: ['func startPCforTrace(uintptr) uintptr'] },
      { fragment: 'fact_startpc_plain.go', when: ['always'], lacks: true },
    ],
  },
  {
    name: 'fixup',
    neededFor: 'syscall.Setgid and the like to go on working',
    variants: [
      { fragment: 'fact_fixup_poll.go', when: ['func mDoFixup() bool'] },
      { fragment: 'fact_fixup_none.go', when: ['always'] },
    ],
  },
  {
    name: 'prefetch',
    neededFor: 'snapshots of very many goroutines at half the cost',
    variants: [
      { fragment: 'fact_prefetch_sys.go', when: ['import sys.Prefetch(uintptr)'] },
      { fragment: 'fact_prefetch_none.go', when: ['always'] },
    ],
  },
  {
    name: 'stdcall',
    neededFor: "calling Windows for the sampler's memory",
    goos: 'windows',
    variants: [
      {
        fragment: 'fact_stdcall_numbered.go',
        when: ['func stdcall4(stdFunction, uintptr, uintptr, uintptr, uintptr) uintptr'],
      },
      {
        fragment: 'fact_stdcall_variadic.go',
        when: ['func stdcall(stdFunction, ...uintptr) uintptr'],
      },
    ],
  },
  {
    name: 'dead',
    neededFor: 'telling living goroutines from dead ones',
    variants: [
      { fragment: 'fact_dead_extra.go', when: ['const _Gdeadextra'] },
      { fragment: 'fact_dead_plain.go', when: ['const _Gdead'] },
    ],
  },
]

/** What the templates use directly. */
export interface Need {
  for: string
  /**
   * The first one is what the templates say. Under any other they are
   * rewritten: a field that was renamed, or moved into a struct, is one more
   * word here.
   */
  declared: [Condition, ...Condition[]]
  /** Not there: this expression stands in for it, and the capability is not claimed. */
  without?: { zero: string; capability: Capability }
}

/** A capability of the hello that is not claimed then: the constants lack* of wire/format.ts. */
export type Capability = 'ticks' | 'lockedg' | 'incgo' | 'waitreason' | 'createdby'

const need = (why: string, ...declared: Need['declared']): Need => ({ for: why, declared })
const wish = (
  why: string,
  capability: Capability,
  zero: string,
  ...declared: Need['declared']
): Need => ({ for: why, declared, without: { zero, capability } })

export const needs: Need[] = [
  need('which goroutine runs where', 'g.m: *m'),
  need('goroutine ids', 'g.goid'),
  need('goroutine statuses', 'g.atomicstatus'),
  need('the global queue', 'g.schedlink: guintptr'),
  wish('wait reasons', 'waitreason', 'waitReason(0)', 'g.waitreason: waitReason'),
  wish('who created a goroutine', 'createdby', 'uintptr(0)', 'g.gopc: uintptr'),
  need('the function of a goroutine', 'g.startpc: uintptr'),
  need('Ms', 'm.g0: *g'),
  need('which goroutine an M runs', 'm.curg: *g'),
  need('which P an M holds', 'm.p: puintptr'),
  need('M ids', 'm.id: int64'),
  need('OS thread ids', 'm.procid: uint64'),
  need('spinning Ms', 'm.spinning: bool'),
  need('blocked Ms', 'm.blocked: bool'),
  wish('Ms in C code', 'incgo', 'false', 'm.incgo: bool'),
  wish('locked Ms', 'lockedg', 'guintptr(0)', 'm.lockedg: guintptr'),
  need('the list of Ms', 'm.alllink: *m'),
  need('what an M was started for', 'm.mstartfn: func()'),
  need('P ids', 'p.id: int32'),
  need('P statuses', 'p.status: uint32'),
  need('the idle list', 'p.link: puintptr'),
  wish('ticks', 'ticks', 'uint32(0)', 'p.schedtick: uint32'),
  wish('ticks', 'ticks', 'uint32(0)', 'p.syscalltick: uint32'),
  need('which M holds a P', 'p.m: muintptr'),
  need('run queues', 'p.runqhead: uint32'),
  need('run queues', 'p.runqtail: uint32'),
  need('run queues', 'p.runq: [256]guintptr'),
  need('runnext', 'p.runnext: guintptr'),
  need('reading the scheduler safely', 'schedt.lock: mutex'),
  need('the global queue', 'schedt.runq: gQueue'),
  need('the global queue', 'schedt.runq.head: guintptr'),
  need('the idle list', 'schedt.pidle: puintptr'),
  need('idle Ms', 'schedt.nmidle: int32'),
  need("keeping Go's deadlock report", 'schedt.nmsys: int32'),
  need('the scheduler', 'var sched: schedt'),
  need('the list of Ms', 'var allm: *m'),
  need('the list of Ps', 'var allp: []*p'),
  need('reading the list of Ps safely', 'var allpLock: mutex'),
  need('reading the list of goroutines safely', 'var allglock: mutex'),
  need('the number of Ps', 'var gomaxprocs: int32'),
  need('the phase of the collector', 'var gcphase: uint32'),
  need('taking its variable out of the environment', 'var envs: []string'),
  need('the Go version of a recording', 'var buildVersion'),
  need('wait reasons', 'var waitReasonStrings'),
  need('wait reasons', 'func waitReason.String() string'),
  need('starting the sampler', 'func newm(func(), *p, int64)'),
  need('starting the sampler', 'func systemstack(func())'),
  need("keeping Go's deadlock report", 'func checkdead()'),
  need('the list of goroutines', 'func atomicAllG() (**g, uintptr)'),
  need('the list of goroutines', 'func atomicAllGIndex(**g, uintptr) *g'),
  need('goroutine statuses', 'func readgstatus(*g) uint32'),
  need('function names', 'func findfunc(uintptr) funcInfo'),
  need('function names', 'func funcInfo.valid() bool'),
  need('function names', 'func funcname(funcInfo) string'),
  need('source lines', 'func funcline1(funcInfo, uintptr, bool) (string, int32)'),
  need("telling the runtime's own goroutines", 'func isSystemGoroutine(*g, bool) bool'),
]

/** What the templates of exact capture use besides. */
export const exactNeeds: Need[] = [
  need('what a goroutine waits for', 'm.waitlock: unsafe.Pointer'),
  need('the collector’s workers', 'p.gcMarkWorkerMode: gcMarkWorkerMode'),
  need('the collector’s workers', 'const gcMarkWorkerNotWorker'),
  need('the collector’s workers', 'const gcMarkWorkerIdleMode'),
  need('the reader of runtime/trace', 'const waitReasonTraceReaderBlocked'),
  need('lists of goroutines', 'gQueue.head: guintptr'),
  need('lists of goroutines', 'gQueue.tail: guintptr'),
  need('lists of goroutines', 'gList.head: guintptr'),
  need('the clock of events', 'func cputicks() int64'),
  need('sleepers', 'const waitReasonSleep'),
  need('the thread of m0', 'func gettid() uint32'),
  need('waiting for gorv', 'func usleep(uint32)'),
  need('noticing that gorv is gone', 'func sched_getaffinity(uintptr, uintptr, *byte) int32'),
]

/** Where Go versions differ in what exact capture records. */
export const exactFacts: Fact[] = [
  {
    name: 'stwreasons',
    neededFor: 'why the world is stopped',
    variants: [
      { fragment: 'fact_stw_reasons.go', when: ['var stwReasonStrings'] },
      { fragment: 'fact_stw_none.go', when: ['always'], lacks: true },
    ],
  },
]
