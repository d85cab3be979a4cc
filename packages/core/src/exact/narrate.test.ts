import { describe, expect, it } from 'vitest'
import type { SchedEvent } from '../wire/index.ts'
import { narrate } from './narrate.ts'

const e = (event: object, t = 5000) =>
  ({ type: 'event', t, m: 3, p: 0, ...event }) as unknown as SchedEvent

const plain: [string, object][] = [
  [
    'g 12 (main.worker) is created by g 1 at /x/main.go:28, to runnext of P 0',
    {
      kind: 'create',
      g: 12,
      parent: 1,
      startfn: 'main.worker',
      gopc: '/x/main.go:28',
      to: 'runnext',
    },
  ],
  [
    'g 12 is created by the runtime, waiting',
    { kind: 'create', g: 12, parent: null, startfn: null, gopc: null, to: null },
  ],
  [
    'g 12 runs on P 0 with M 3: taken from the global queue',
    { kind: 'run', g: 12, from: 'global', inherit: false },
  ],
  [
    'g 12 runs on P 0 with M 3: taken from runnext, in what is left of the time slice',
    { kind: 'run', g: 12, from: 'runnext', inherit: true },
  ],
  [
    'g 12 runs on P 0 with M 3: made ready by a timer on this M just before',
    { kind: 'run', g: 12, from: 'timer', inherit: false },
  ],
  [
    'g 5 waits: chan receive, on 0xc000012345',
    { kind: 'park', g: 5, reason: 'chan receive', on: '0xc000012345' },
  ],
  ['g 5 waits: for what this Go does not tell', { kind: 'park', g: 5, reason: null, on: null }],
  [
    'g 5 is made ready by g 7, to the local queue of P 0',
    { kind: 'ready', g: 5, by: 7, via: null, to: 'local' },
  ],
  [
    'g 5 is made ready by the network poller, to the global queue',
    { kind: 'ready', g: 5, by: null, via: 'netpoll', to: 'global' },
  ],
  [
    'g 5 is made ready by the scheduler, to the global queue',
    { kind: 'ready', g: 5, by: null, via: null, to: 'global' },
  ],
  ['g 5 makes room, to the global queue', { kind: 'yield', g: 5, to: 'global' }],
  ['g 5 is preempted, to the global queue', { kind: 'preempt', g: 5, to: 'global' }],
  ['g 5 is preempted, to be suspended', { kind: 'preempt', g: 5, to: null }],
  ['g 5 ends', { kind: 'exit', g: 5 }],
  [
    'g 5 stays on M 3, and counts as waiting: stopping the world',
    { kind: 'gwait', g: 5, reason: 'stopping the world' },
  ],
  ['g 5 counts as running again', { kind: 'gback', g: 5 }],
  [
    'M 3, thread 77 that Go did not start, calls into Go as g 5',
    { kind: 'adopt', g: 5, procid: 77 },
  ],
  ['g 5 is locked to M 3', { kind: 'lock', g: 5, on: true }],
  ['g 5 is no longer locked to M 3', { kind: 'lock', g: 5, on: false }],
  [
    'M 3 stole 4 goroutines (g 5, g 6, g 7, g 8) from P 1',
    { kind: 'steal', g: [5, 6, 7, 8], from: { p: 1 }, runnext: false },
  ],
  [
    'M 3 stole g 5 from P 1, where it was runnext',
    { kind: 'steal', g: [5], from: { p: 1 }, runnext: true },
  ],
  [
    '8 goroutines (g 1, g 2, g 3, g 4, g 5, g 6 and 2 more) leave P 0 for the global queue',
    { kind: 'spill', g: [1, 2, 3, 4, 5, 6, 7, 8] },
  ],
  ['1 goroutine (g 9) leaves P 0 for the global queue', { kind: 'spill', g: [9] }],
  ['M 3 takes 1 goroutine (g 9) from the global queue', { kind: 'fill', g: [9] }],
  ['g 5 enters a system call on M 3', { kind: 'syscall', g: 5 }],
  [
    'g 5 is back from its system call, and runs on: P 0 was there at once',
    { kind: 'sysexit', g: 5, fast: true, to: null },
  ],
  [
    'g 5 is back from its system call, and runs on P 0',
    { kind: 'sysexit', g: 5, fast: false, to: null },
  ],
  [
    'g 5 is back from its system call, and found no P, to the global queue',
    { kind: 'sysexit', g: 5, fast: false, to: 'global', p: null },
  ],
  [
    'P 0 is retaken from M 4, where g 5 is in a system call',
    { kind: 'retake', g: 5, from: { m: 4 }, gc: false },
  ],
  [
    'P 0 is retaken from M 4, where a goroutine is in a system call, to stop the world',
    { kind: 'retake', g: null, from: { m: 4 }, gc: true },
  ],
  ['P 0 is handed on', { kind: 'handoff' }],
  ['M 3 begins, as thread 4711', { kind: 'mstart', procid: 4711 }],
  ['M 3 begins', { kind: 'mstart', procid: null }],
  ['M 3 has nothing to do and sleeps', { kind: 'mpark' }],
  ['M 3 is woken by M 0', { kind: 'mwake', by: 0 }],
  ['M 3 ends', { kind: 'mexit' }],
  ['M 3 looks for work: it spins', { kind: 'spin', on: true }],
  ['M 3 spins no longer', { kind: 'spin', on: false }],
  ['P 0 is idle', { kind: 'pidle' }],
  ['M 3 has P 0', { kind: 'prun' }],
  ['M 3 lets go of P 0', { kind: 'pstop', gc: false }],
  ['P 0 stops, as the world does', { kind: 'pstop', gc: true }],
  ['GOMAXPROCS is 4 now', { kind: 'procs', gomaxprocs: 4 }],
  ['M 3 stops the world: GC sweep term', { kind: 'stw', phase: 'begin', reason: 'GC sweep term' }],
  ['M 3 stops the world', { kind: 'stw', phase: 'begin', reason: null }],
  ['the world has stopped', { kind: 'stw', phase: 'stopped', reason: null }],
  ['the world goes on', { kind: 'stw', phase: 'end', reason: null }],
  ['the collector marks', { kind: 'gc', phase: 'mark' }],
  ['the collector ends marking', { kind: 'gc', phase: 'marktermination' }],
  ['the collector is off', { kind: 'gc', phase: 'off' }],
  [
    'a timer is put on P 0, due in 2.00 ms',
    { kind: 'timer', what: 'add', when: 2_005_000, late: null },
  ],
  ['a timer is put on P 0, due already', { kind: 'timer', what: 'add', when: 5000, late: null }],
  ['a timer of P 0 fires, 300 ns late', { kind: 'timer', what: 'fire', when: 4700, late: 300 }],
  [
    'M 3 found 1 goroutine (g 5) in the network poller, without waiting',
    { kind: 'netpoll', g: [5], delay: 0 },
  ],
  [
    'M 3 found no goroutine in the network poller, which it waited for',
    { kind: 'netpoll', g: [], delay: -1 },
  ],
  ['M 3 stalled: for 2.50 ms there was no room for its events', { kind: 'stall', ns: 2.5e6 }],
  ['120 records of M 3 are lost here: from now on the state is a guess', { kind: 'lost', n: 120 }],
  ['1 record of M 3 is lost here: from now on the state is a guess', { kind: 'lost', n: 1 }],
]

describe('narrate', () => {
  it.each(plain)('%s', (says, event) => {
    expect(narrate(e(event))).toBe(says)
  })

  it('has words for every kind', () => {
    const kinds = new Set(plain.map(([, event]) => (event as { kind: string }).kind))
    expect(kinds.size).toBe(33)
  })

  it('names what goroutines began with', () => {
    const startfn = (goid: number) => (goid === 5 ? 'main.worker' : null)
    const stolen = e({ kind: 'steal', g: [5, 6], from: { p: 1 }, runnext: false })
    expect(narrate(stolen, { startfn })).toBe(
      'M 3 stole 2 goroutines (g 5 (main.worker), g 6) from P 1',
    )
  })

  const past = [
    e({ kind: 'run', g: 5, from: 'global', inherit: false }, 1000),
    e({ kind: 'park', g: 5, reason: 'chan receive', on: null }, 2000),
    e({ kind: 'ready', g: 5, by: 7, via: null, to: 'runnext' }, 3000),
    e({ kind: 'steal', g: [4, 5], from: { p: 1 }, runnext: false }, 4000),
  ]

  it('tells how it came to this', () => {
    expect(narrate(past[1] as SchedEvent, { past: past.slice(0, 1) })).toBe(
      'g 5 waits: chan receive, after it ran for 1.00 µs',
    )
    expect(narrate(past[2] as SchedEvent, { past: past.slice(0, 2) })).toBe(
      'g 5 is made ready by g 7, to runnext of P 0, after it waited for 1.00 µs (chan receive)',
    )
    expect(narrate(e({ kind: 'run', g: 5, from: 'steal', inherit: false }), { past })).toBe(
      'g 5 runs on P 0 with M 3: stolen from P 1, made ready by g 7 2.00 µs ago',
    )
  })

  it('tells nothing of the time before the last run', () => {
    const again = e({ kind: 'run', g: 5, from: 'local', inherit: false }, 4500)
    const run = e({ kind: 'run', g: 5, from: 'local', inherit: false })
    expect(narrate(run, { past: [...past, again] })).toBe(
      'g 5 runs on P 0 with M 3: taken from the local queue',
    )
  })
})
