import type { Declarations } from './declarations.ts'

/**
 * Where Go versions differ, as data. A fact is decided by what this GOROOT's
 * runtime declares, never by its version number. Supporting a new Go means
 * adding a line here and, at most, one fragment in go-templates/runtime.
 */
export interface Fact {
  name: string
  /** What gorv cannot show without it. */
  neededFor: string
  /** The only operating system that has it. */
  goos?: string
  /** Tried in order; the first whose condition holds gives the fragment. */
  variants: Variant[]
}

interface Variant {
  /** File in go-templates/runtime. */
  fragment: string
  when: Condition[]
}

/** `p.timers: timers` (a field of this type), `p.timers` (of any), `func f`, `func sys.F`, `const c`; `always`. */
type Condition = string

export const facts: Fact[] = [
  {
    name: 'timers',
    neededFor: "each P's timer count",
    variants: [
      { fragment: 'fact_timers_heap.go', when: ['p.timers: timers', 'timers.len: atomic.Uint32'] },
      { fragment: 'fact_timers_atomic.go', when: ['p.numTimers: atomic.Uint32'] },
      { fragment: 'fact_timers_uint32.go', when: ['p.numTimers: uint32'] },
      { fragment: 'fact_timers_none.go', when: ['always'] },
    ],
  },
  {
    name: 'runqsize',
    neededFor: 'the length of the global queue',
    variants: [
      { fragment: 'fact_runqsize_queue.go', when: ['schedt.runq: gQueue', 'gQueue.size: int32'] },
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
      { fragment: 'fact_parent_none.go', when: ['always'] },
    ],
  },
  {
    name: 'startpc',
    neededFor: 'the function behind "go f(x)"',
    variants: [
      { fragment: 'fact_startpc_trace.go', when: ['func startPCForTrace'] },
      { fragment: 'fact_startpc_trace_old.go', when: ['func startPCforTrace'] },
      { fragment: 'fact_startpc_plain.go', when: ['always'] },
    ],
  },
  {
    name: 'fixup',
    neededFor: 'syscall.Setgid and the like to go on working',
    variants: [
      { fragment: 'fact_fixup_poll.go', when: ['func mDoFixup'] },
      { fragment: 'fact_fixup_none.go', when: ['always'] },
    ],
  },
  {
    name: 'prefetch',
    neededFor: 'snapshots of very many goroutines at half the cost',
    variants: [
      { fragment: 'fact_prefetch_sys.go', when: ['func sys.Prefetch'] },
      { fragment: 'fact_prefetch_none.go', when: ['always'] },
    ],
  },
  {
    name: 'stdcall',
    neededFor: "calling Windows for the sampler's memory",
    goos: 'windows',
    variants: [
      { fragment: 'fact_stdcall_numbered.go', when: ['func stdcall7'] },
      { fragment: 'fact_stdcall_variadic.go', when: ['func stdcall'] },
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

/** What the templates use as it is in every Go from 1.16 on: [condition, needed for]. */
export const required: [Condition, string][] = [
  ['g.m: *m', 'which goroutine runs where'],
  ['g.goid', 'goroutine ids'],
  ['g.atomicstatus', 'goroutine statuses'],
  ['g.schedlink: guintptr', 'the global queue'],
  ['g.waitreason: waitReason', 'wait reasons'],
  ['g.gopc: uintptr', 'who created a goroutine'],
  ['g.startpc: uintptr', 'the function of a goroutine'],
  ['m.g0: *g', 'Ms'],
  ['m.curg: *g', 'which goroutine an M runs'],
  ['m.p: puintptr', 'which P an M holds'],
  ['m.id: int64', 'M ids'],
  ['m.procid: uint64', 'OS thread ids'],
  ['m.spinning: bool', 'spinning Ms'],
  ['m.blocked: bool', 'blocked Ms'],
  ['m.incgo: bool', 'Ms in C code'],
  ['m.lockedg: guintptr', 'locked Ms'],
  ['m.alllink: *m', 'the list of Ms'],
  ['m.mstartfn: func()', 'what an M was started for'],
  ['p.id: int32', 'P ids'],
  ['p.status: uint32', 'P statuses'],
  ['p.link: puintptr', 'the idle list'],
  ['p.schedtick: uint32', 'ticks'],
  ['p.syscalltick: uint32', 'ticks'],
  ['p.m: muintptr', 'which M holds a P'],
  ['p.runqhead: uint32', 'run queues'],
  ['p.runqtail: uint32', 'run queues'],
  ['p.runq: [256]guintptr', 'run queues'],
  ['p.runnext: guintptr', 'runnext'],
  ['schedt.lock: mutex', 'reading the scheduler safely'],
  ['schedt.runq: gQueue', 'the global queue'],
  ['gQueue.head: guintptr', 'the global queue'],
  ['schedt.pidle: puintptr', 'the idle list'],
  ['schedt.nmidle: int32', 'idle Ms'],
  ['schedt.nmsys: int32', "keeping Go's deadlock report"],
  ['func newm', 'starting the sampler'],
  ['func checkdead', "keeping Go's deadlock report"],
  ['func atomicAllG', 'the list of goroutines'],
  ['func atomicAllGIndex', 'the list of goroutines'],
  ['func readgstatus', 'goroutine statuses'],
  ['func findfunc', 'function names'],
  ['func funcname', 'function names'],
  ['func funcline1', 'source lines'],
  ['func isSystemGoroutine', "telling the runtime's own goroutines"],
]

/** Runtime files that hold a declaration named above. */
export const factFiles =
  /^(runtime2|proc|time|traceback|symtab|trace|trace2|tracestack|trace2stack|traceruntime|trace2runtime|os_windows)\.go$/

export function holds(condition: Condition, declared: Declarations): boolean {
  if (condition === 'always') return true
  const [what = '', name = ''] = condition.split(' ')
  if (what === 'func') return declared.hasFunction(name)
  if (what === 'const') return declared.hasConstant(name)
  const [path = '', type] = condition.split(': ')
  const [struct = '', field = ''] = path.split('.')
  const found = declared.field(struct, field)
  return found !== undefined && (type === undefined || found === type)
}
