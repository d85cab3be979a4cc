import type { G, Hello, M, P, Snapshot } from '@gorv/core/wire'
import { digestOf } from '../digest.ts'
import { glyphsFor } from '../glyphs.ts'
import type { Shown } from '../scene.ts'

/** Snapshots made up for tests: alike in shape to real ones, with what a test wants to see in them. */

export function hello(more: Partial<Hello> = {}): Hello {
  return {
    type: 'hello',
    wire: 1,
    gorv: '0.1.0',
    goversion: 'go1.26.8',
    goos: 'linux',
    goarch: 'amd64',
    pid: 42,
    gomaxprocs: 2,
    mode: 'sample',
    start: '2026-11-24T02:40:42.210791249Z',
    capabilities: ['timers', 'parent', 'startfn'],
    clock: null,
    argv: ['./x'],
    interval: 16_000_000,
    ...more,
  }
}

export function p(id: number, more: Partial<P> = {}): P {
  return {
    id,
    status: 'Pidle',
    m: null,
    runnext: null,
    runq: [],
    timers: 0,
    schedtick: 0,
    syscalltick: 0,
    ...more,
  }
}

export function m(id: number, more: Partial<M> = {}): M {
  return {
    id,
    procid: 1000 + id,
    p: null,
    curg: null,
    spinning: false,
    blocked: false,
    lockedg: null,
    incgo: false,
    startfn: null,
    sampler: false,
    ...more,
  }
}

export function g(goid: number, more: Partial<G> = {}): G {
  return {
    goid,
    status: 'Gwaiting',
    waitreason: more.status === undefined || more.status === 'Gwaiting' ? 'chan receive' : null,
    m: null,
    startfn: 'main.worker',
    createdby: 'main.main',
    createdat: '/x/main.go:28',
    parent: 1,
    system: false,
    ...more,
  }
}

/** Two Ps, one of them busy, four Ms, a few goroutines. */
export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    type: 'snapshot',
    t: 2_016_584_203,
    seq: 126,
    torn: false,
    skipped: 0,
    lastspent: 0,
    events: null,
    lost: null,
    stalled: null,
    sched: {
      runq: [67, 21, 54],
      runqsize: 3,
      pidle: [1],
      midle: 1,
      nmspinning: 0,
      gcwaiting: false,
      gcphase: 'off',
    },
    allp: [
      p(0, {
        status: 'Prunning',
        m: 0,
        runnext: 12,
        runq: [43, 24, 28],
        timers: 1,
        schedtick: 900,
      }),
      p(1),
    ],
    allm: [
      m(0, { p: 0, curg: 23 }),
      m(1, { startfn: 'runtime.sysmon' }),
      m(2, { blocked: true }),
      m(3, { startfn: 'runtime.gorvSample', sampler: true }),
    ],
    allg: [
      g(1, { startfn: 'runtime.main', createdby: null, waitreason: 'sync.WaitGroup.Wait' }),
      g(2, { startfn: 'runtime.bgsweep', system: true, waitreason: 'GC sweep wait' }),
      ...[12, 21, 24, 28, 43, 54, 67].map((goid) => g(goid, { status: 'Grunnable' })),
      g(23, { status: 'Grunning', m: 0 }),
      g(30),
    ],
    ...more,
  }
}

/** As many Ps as wanted, all of them running, with `queued` goroutines each. */
export function manyPs(count: number, queued: number): Snapshot {
  const base = snapshot()
  return {
    ...base,
    allp: Array.from({ length: count }, (_, id) =>
      p(id, {
        status: 'Prunning',
        m: id,
        runq: Array.from({ length: queued }, (__, k) => 1000 + id * 256 + k),
        schedtick: id * 1000,
      }),
    ),
    allm: Array.from({ length: count }, (_, id) => m(id, { p: id, curg: 500 + id })),
    allg: Array.from({ length: count }, (_, id) => g(500 + id, { status: 'Grunning', m: id })),
  }
}

const waits = ['chan receive', 'select', 'IO wait', 'sleep', 'sync.Mutex.Lock']

/** As many goroutines as wanted, of 40 functions, in states that alternate. */
export function manyGs(count: number): Snapshot {
  const allg = Array.from({ length: count }, (_, i) =>
    g(i + 1, {
      startfn: `example.com/project/internal/part${i % 40}.(*Server).handle`,
      ...(i % 7 === 0
        ? { status: 'Grunnable' }
        : { status: 'Gwaiting', waitreason: waits[i % waits.length] ?? null }),
    }),
  )
  return snapshot({ allg })
}

export function scene(of: Snapshot = snapshot(), more: Partial<Shown> = {}): Shown {
  const now = digestOf(of, 0, true)
  return {
    title: './x',
    hello: hello(),
    live: true,
    behind: 0,
    now,
    before: undefined,
    trend: [now],
    paused: undefined,
    ended: false,
    leaving: false,
    output: [],
    glyphs: glyphsFor(true),
    ...more,
  }
}
