import type { Condition } from './conditions.ts'

/**
 * Where exact capture hooks into the scheduler, as data. A hook is a call that
 * is put in front of a line of a function, or around a function that keeps its
 * name; no line of the original moves. Which variant is taken is decided by
 * what this runtime says, never by its version: the first whose function has
 * each of its lines exactly once, and each parameter.
 */
export interface Hook {
  name: string
  /** What recordings cannot tell without it. */
  neededFor: string
  /** This runtime may lack it: recordings then say less, and say so. */
  optional?: true
  variants: HookVariant[]
}

export type HookVariant =
  | {
      /** The function, or `Type.method`. */
      in: string
      edits: Edit[]
      /** What must hold besides. */
      when?: Condition[]
    }
  /** There is nothing to hook: this runtime has no such function. */
  | { absent: string }

export type Edit =
  /** At the function's very beginning. `$1` is its first parameter, `$0` its receiver. */
  | { entry: string }
  /** In front of the only line that matches. `$p` is what the pattern's group of that name matched. */
  | { before: RegExp; call: string }
  /** The function is renamed to gorv_…, and this template has one of its name that calls it. */
  | { wrap: string }

const entry = (call: string): Edit => ({ entry: call })
const before = (line: RegExp, call: string): Edit => ({ before: line, call })

/** A hook in one function that is the same in every runtime so far. */
const one = (name: string, neededFor: string, func: string, ...edits: Edit[]): Hook => ({
  name,
  neededFor,
  variants: [{ in: func, edits }],
})

export const hooks: Hook[] = [
  one('runqput', 'ready goroutines', 'runqput', before(/^\tif next \{$/, 'gorvPut($1, $2, $3)')),
  one(
    'runqputslow',
    'full run queues',
    'runqputslow',
    before(/^\tbatch\[n\] = gp$/, 'gorvSpill($1, batch[0], n)'),
  ),
  one(
    'runqputbatch',
    'goroutines from the poller',
    'runqputbatch',
    before(/^\tatomic\.StoreRel\(&(?<p>\w+)\.runqtail, t\)$/, 'gorvPutBatch($p, t)'),
  ),
  one(
    'runqget',
    'who runs next',
    'runqget',
    before(/^\t\t+return next\.ptr\(\), true$/, 'gorvGot($1, next.ptr(), gorvRunFromRunnext)'),
    before(/^\t\t\treturn gp, false$/, 'gorvGot($1, gp, gorvRunFromLocal)'),
  ),
  one(
    'runqgrab',
    'steals',
    'runqgrab',
    before(/^\t+batch\[batchHead%uint32\(len\(batch\)\)\] = next$/, 'gorvStealNext($1, next)'),
    before(/^\t\t\treturn n$/, 'gorvSteal($1, batch, batchHead, n)'),
  ),
  {
    name: 'runqdrain',
    neededFor: 'queues emptied for the collector',
    variants: [
      {
        in: 'runqdrain',
        edits: [
          before(/^\t\tdrainQ\.pushBack\(oldNext\.ptr\(\)\)$/, 'gorvDrainNext(oldNext.ptr())'),
          before(
            /^\tfor i := uint32\(0\); i < qn; i\+\+ \{$/,
            'gorvDrain($1.runq[h%uint32(len($1.runq))].ptr(), qn)',
          ),
        ],
      },
      // Go 1.16 empties it by runqget.
      { absent: 'runqdrain' },
    ],
  },
  one('globrunqput', 'the global queue', 'globrunqput', entry('gorvGlobPut($1, gorvRecGlobPut)')),
  one(
    'globrunqputhead',
    'the global queue',
    'globrunqputhead',
    entry('gorvGlobPut($1, gorvRecGlobPutHead)'),
  ),
  one('globrunqputbatch', 'the global queue', 'globrunqputbatch', entry('gorvGlobPutBatch($1)')),
  {
    name: 'globrunqget',
    neededFor: 'the global queue',
    variants: [
      { in: 'globrunqget', edits: [before(/^\tgp := sched\.runq\.pop\(\)$/, 'gorvGlobGet(n)')] },
      { in: 'globrunqget', edits: [before(/^\treturn sched\.runq\.pop\(\)$/, 'gorvGlobGet(1)')] },
    ],
  },
  {
    name: 'globrunqgetbatch',
    neededFor: 'the global queue',
    variants: [
      {
        in: 'globrunqgetbatch',
        edits: [before(/^\tgp = sched\.runq\.pop\(\)$/, 'gorvGlobGet(n)')],
      },
      { absent: 'globrunqgetbatch' },
    ],
  },
  one(
    'schedule',
    'goroutines that a collection keeps from running',
    'schedule',
    before(
      /^\t+sched\.disable\.runnable\.pushBack\((?<g>\w+)\)$/,
      'gorvGlobPut($g, gorvRecPutOff)',
    ),
  ),
  one('execute', 'which goroutine runs', 'execute', entry('gorvRun($1, $2)')),
  {
    name: 'newproc1',
    neededFor: 'new goroutines',
    variants: [
      {
        in: 'newproc1',
        edits: [before(/^\treturn newg$/, 'gorvCreate(newg, $2, $4, $5)')],
        when: ['func newproc1(*funcval, *g, uintptr, bool, waitReason) *g'],
      },
      {
        in: 'newproc1',
        edits: [before(/^\treturn newg$/, 'gorvCreate(newg, $2, false, 0)')],
        when: ['func newproc1(*funcval, *g, uintptr) *g'],
      },
      {
        in: 'newproc1',
        edits: [before(/^\treturn newg$/, 'gorvCreate(newg, $4, false, 0)')],
        when: ['func newproc1(*funcval, unsafe.Pointer, int32, *g, uintptr) *g'],
      },
    ],
  },
  one(
    'park_m',
    'goroutines that wait',
    'park_m',
    before(/^\tcasgstatus\(gp, _Grunning, _Gwaiting\)$/, 'gorvPark(gp)'),
  ),
  one('goexit0', 'goroutines that end', 'goexit0', entry('gorvExit()')),
  one('gopreempt_m', 'preemption', 'gopreempt_m', entry('gorvPreempting()')),
  one(
    'preemptPark',
    'preemption',
    'preemptPark',
    before(/^\tcasGToPreemptScan\(gp, _Grunning, _Gscan\|_Gpreempted\)$/, 'gorvPreemptPark()'),
  ),
  one('casGFromPreempted', 'preemption', 'casGFromPreempted', { wrap: 'wrap_suspended.go' }),
  {
    name: 'coroswitch',
    neededFor: 'coroutines',
    variants: [
      {
        in: 'coroswitch_m',
        edits: [before(/^\tsetGNoWB\(&mp\.curg, gnext\)$/, 'gorvCoro(gp, gnext)')],
      },
      { absent: 'coroswitch_m' }, // before iter.Pull there were none
    ],
  },
  one(
    'wirep',
    'which M holds a P',
    'wirep',
    before(/^\t(?<p>\w+)\.status = _Prunning$/, 'gorvWire($p)'),
  ),
  {
    name: 'releasep',
    neededFor: 'which M holds a P',
    variants: ['releasepNoTrace', 'releasep'].map((func) => ({
      in: func,
      edits: [before(/^\t\w+\.m\.p = 0$/, 'gorvUnwire()')],
    })),
  },
  one('pidleput', 'idle Ps', 'pidleput', entry('gorvPidlePut($1)')),
  one(
    'pidleget',
    'idle Ps',
    'pidleget',
    before(/^\t\tsched\.pidle = (?<p>\w+)\.link$/, 'gorvPidleGet($p)'),
  ),
  one('mput', 'idle Ms', 'mput', entry('gorvMput($1)')),
  one('mget', 'idle Ms', 'mget', before(/^\t\tsched\.nmidle--$/, 'gorvMget(mp)')),
  {
    name: 'mgetSpecific',
    neededFor: 'idle Ms',
    variants: [
      { in: 'mgetSpecific', edits: [before(/^\tsched\.nmidle--$/, 'gorvMget(mp)')] },
      { absent: 'mgetSpecific' },
    ],
  },
  one('handoffp', 'Ps that are handed on', 'handoffp', entry('gorvHandoff($1)')),
  {
    name: 'gcstop',
    neededFor: 'stopping the world',
    variants: [
      { in: 'gcstopm', edits: [before(/^\t(?<p>\w+)\.status = _Pgcstop$/, 'gorvGCStop()')] },
    ],
  },
  {
    name: 'handoffStopped',
    neededFor: 'stopping the world',
    variants: [
      { in: 'handoffp', edits: [before(/^\t\t(?<p>\w+)\.status = _Pgcstop$/, 'gorvGCStop()')] },
    ],
  },
  {
    name: 'retake',
    neededFor: 'Ps that are taken from system calls',
    variants: [
      {
        in: 'syscallingThread.releaseP',
        edits: [
          before(
            /^\tatomic\.Store\(&s\.pp\.status, state\)$/,
            'gorvRetake(s.pp, state == _Pgcstop)',
          ),
        ],
      },
      {
        in: 'stopTheWorldWithSema',
        edits: [before(/^\t\t\t(?<p>\w+)\.syscalltick\+\+$/, 'gorvRetake($p, true)')],
      },
    ],
  },
  {
    name: 'gcwait',
    neededFor: 'stopping the world',
    variants: [
      {
        in: 'entersyscallHandleGCWait',
        edits: [before(/^\t\tpp\.m = 0$/, 'gorvUnwire(); gorvGCStop()')],
      },
      {
        in: 'entersyscall_gcwait',
        edits: [before(/^\t\t(?<p>\w+)\.syscalltick\+\+$/, 'gorvRetake($p, true)')],
      },
    ],
  },
  {
    name: 'entersyscall',
    neededFor: 'system calls',
    variants: [
      {
        in: 'reentersyscall',
        edits: [before(/^\tif .*\.CompareAndSwap\(_Grunning, _Gsyscall\) \{$/, 'gorvSyscall()')],
      },
      {
        in: 'reentersyscall',
        edits: [before(/^\tcasgstatus\(\w+, _Grunning, _Gsyscall\)$/, 'gorvSyscall()')],
      },
    ],
  },
  one(
    'entersyscallblock',
    'system calls',
    'entersyscallblock',
    before(/^\tcasgstatus\(\w+, _Grunning, _Gsyscall\)$/, 'gorvSyscall()'),
  ),
  {
    name: 'exitsyscall',
    neededFor: 'system calls',
    variants: [
      {
        in: 'exitsyscall',
        edits: [before(/^\t\tpp\.syscalltick\+\+$/, 'gorvSysExit()')],
        when: ['func exitsyscallNoP(*g)'],
      },
      {
        in: 'exitsyscall',
        edits: [before(/^\t\tcasgstatus\(\w+, _Gsyscall, _Grunning\)$/, 'gorvSysExit()')],
      },
    ],
  },
  {
    name: 'exitsyscallNoP',
    neededFor: 'system calls',
    variants: ['exitsyscallNoP', 'exitsyscall0'].map((func) => ({
      in: func,
      edits: [entry('gorvSysExitSlow($1)')],
    })),
  },
  {
    name: 'stopTheWorld',
    neededFor: 'stopping the world',
    variants: [
      {
        in: 'stopTheWorldWithSema',
        edits: [
          before(/^\tpreemptall\(\)$/, 'gorvStwBegin(uint64($1))'),
          before(/^\tworldStopped\(\)$/, 'gorvStwStopped()'),
        ],
      },
      {
        in: 'stopTheWorldWithSema',
        edits: [
          before(/^\tpreemptall\(\)$/, 'gorvStwBegin(255)'),
          before(/^\tworldStopped\(\)$/, 'gorvStwStopped()'),
        ],
      },
    ],
  },
  one(
    'startTheWorld',
    'stopping the world',
    'startTheWorldWithSema',
    before(/^\tunlock\(&sched\.lock\)$/, 'gorvStwEnd()'),
  ),
  one('procresize', 'GOMAXPROCS', 'procresize', entry('gorvProcs($1)')),
  one('setGCPhase', 'phases of the collector', 'setGCPhase', entry('gorvGCPhase($1)')),
  one('mexit', 'Ms that end', 'mexit', before(/^\tmdestroy\(\w+\)$/, 'gorvMexit()')),
  one(
    'dolockOSThread',
    'locked goroutines',
    'dolockOSThread',
    before(/^\t\w+\.m\.lockedg\.set\(\w+\)$/, 'gorvLock(1)'),
  ),
  one(
    'dounlockOSThread',
    'locked goroutines',
    'dounlockOSThread',
    before(/^\t\w+\.m\.lockedg = 0$/, 'gorvLock(0)'),
  ),
  one('dropm', 'calls from C', 'dropm', entry('gorvDrop()')),
  one('startlockedm', 'locked goroutines', 'startlockedm', entry('gorvFlushGot()')),
  one(
    'semaRoot.queue',
    'what a lock is',
    'semaRoot.queue',
    entry('gorvWaitOn(unsafe.Pointer($1))'),
  ),
  {
    name: 'netpoll',
    neededFor: 'the poller',
    optional: true,
    variants: [
      {
        in: 'netpoll',
        edits: [{ wrap: 'wrap_netpoll_delta.go' }],
        when: ['func netpoll(int64) (gList, int32)'],
      },
      {
        in: 'netpoll',
        edits: [{ wrap: 'wrap_netpoll.go' }],
        when: ['func netpoll(int64) gList'],
      },
    ],
  },
  {
    name: 'timerAdd',
    neededFor: 'timers',
    optional: true,
    variants: [
      {
        in: 'timers.addHeap',
        edits: [entry('gorvTimerAdd($1.when, unsafe.Pointer($1))')],
      },
      {
        in: 'doaddtimer',
        edits: [entry('gorvTimerAdd($2.when, unsafe.Pointer($2))')],
      },
    ],
  },
  {
    name: 'timerFire',
    neededFor: 'timers',
    optional: true,
    variants: [
      {
        in: 'timer.unlockAndRun',
        edits: [entry('gorvTimerFire($0.when, unsafe.Pointer($0))')],
      },
      {
        in: 'runOneTimer',
        edits: [entry('gorvTimerFire($2.when, unsafe.Pointer($2))')],
      },
    ],
  },
  one('schedinit', 'the first goroutine', 'schedinit', { wrap: 'wrap_schedinit.go' }),
]

/** Calls in front of each line of any file that matches, at least one of them. */
export interface EverywhereHook {
  name: string
  neededFor: string
  line: RegExp
  call: string
  /** A file in which the same line means something else, which has a hook of its own. */
  notIn?: string
}

export const everywhere: EverywhereHook[] = [
  {
    name: 'casGToWaiting',
    neededFor: 'goroutines that wait without leaving their M',
    line: /^\t+casGToWaiting(?:ForGC|ForSuspendG)?\((?<g>[\w.()]+), _Grunning, (?<r>\w+)\)$/,
    call: 'gorvGWait($g, uint32($r))',
  },
  {
    // Go 1.19 and older, which set the reason before or after.
    name: 'casGToWaiting',
    neededFor: 'goroutines that wait without leaving their M',
    line: /^\t+casgstatus\((?<g>[\w.]+), _Grunning, _Gwaiting\)$/,
    call: 'gorvGWait($g, uint32($g.waitreason))',
    notIn: 'coro.go',
  },
  {
    name: 'casGToRunning',
    neededFor: 'goroutines that wait without leaving their M',
    line: /^\t+casgstatus\((?<g>[\w.()]+), _Gwaiting, _Grunning\)$/,
    call: 'gorvGBack($g)',
  },
]

/** Fields that gorv adds: where an M or a P keeps what is gorv's. */
export const addedFields: { struct: string; field: string }[] = [
  { struct: 'm', field: 'gorv uintptr' },
  { struct: 'p', field: 'gorv uint32' },
]

/** Machines whose tick counter has a cheaper way than cputicks: the file that gets the assembly. */
export const ticks: Record<string, { file: string; assembly: string }> = {
  amd64: { file: 'asm_amd64.s', assembly: 'ticks_amd64.s' },
}
