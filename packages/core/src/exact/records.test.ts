import { describe, expect, it } from 'vitest'
import { framesOf, twoPs, type Line } from '../testing/hand-written.ts'
import { brokenLaws } from '../testing/laws.ts'
import type { SchedEvent, Snapshot } from '../wire/index.ts'
import { ExactReplay } from './replay.ts'

interface Played {
  /** Each as its kind and what is not in its head, as `kind g=1 …`. */
  events: string[]
  snapshot: Snapshot
}

function play(lines: Line[]): Played {
  const events: SchedEvent[] = []
  const replay = new ExactReplay({ events: (event) => events.push(event) })
  replay.merge.after = () => expect(brokenLaws(replay.merge.world)).toEqual([])
  for (const frame of framesOf(lines)) replay.push(frame)
  expect(replay.finish()).toBe(0)
  return { events: events.map(said), snapshot: replay.snapshot() }
}

function said(event: SchedEvent): string {
  const { type: _, t: __, kind, ...fields } = event
  const all = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return [kind, ...all].join(' ')
}

/** What follows the start. */
const eventsOf = (lines: Line[]) => play([...twoPs, ...lines]).events.slice(2)
const stateOf = (lines: Line[]) => play([...twoPs, ...lines]).snapshot

/** G 1 runs on M 0. */
const running: Line[] = [
  [0, 'create', { g: 1, site: 1 }],
  [0, 'put', { g: 1 }],
  [0, 'runLocal', { g: 1 }],
]
/** M 1 on P 1, by M 0. */
const second = (seq: number): Line[] => [
  [0, 'pidleGet', { p: 1, seq }],
  [1, 'mstart', { procid: 101 }],
  [1, 'wire', { p: 1, epoch: 1 }],
]

describe('one record', () => {
  it('begins', () => {
    const { events, snapshot } = play(twoPs)
    expect(events).toEqual(['mstart m=0 p=null procid=100', 'procs m=0 p=0 gomaxprocs=2'])
    expect(snapshot.sched.pidle).toEqual([1])
    expect(snapshot.allp.map((p) => [p.status, p.m])).toEqual([
      ['Prunning', 0],
      ['Pidle', null],
    ])
    expect(snapshot.allm).toMatchObject([{ id: 0, procid: 100, p: 0, curg: null, incgo: null }])
    expect(snapshot.allp[0]).toMatchObject({ timers: null, schedtick: null, syscalltick: null })
  })

  it('creates, puts, runs', () => {
    expect(eventsOf([...running, [0, 'createNext', { g: 2, site: 2 }]])).toEqual([
      'create m=0 p=0 g=1 parent=null startfn="main.worker" gopc="main.go:9" system=false to="local"',
      'run m=0 p=0 g=1 from="local" inherit=false',
      'create m=0 p=0 g=2 parent=1 startfn="runtime.bgsweep" gopc=null system=true to="runnext"',
    ])
    const { allg, allp } = stateOf([...running, [0, 'createNext', { g: 2, site: 1 }]])
    expect(allg).toEqual([
      {
        goid: 1,
        status: 'Grunning',
        waitreason: null,
        m: 0,
        startfn: 'main.worker',
        createdby: 'main.main',
        createdat: 'main.go:9',
        parent: null,
        system: false,
      },
      expect.objectContaining({ goid: 2, status: 'Grunnable', parent: 1, m: null }),
    ])
    expect(allp[0]).toMatchObject({ runnext: 2, runq: [] })
    expect(
      eventsOf([
        ...running,
        [0, 'create', { g: 2, site: 1, parent: 1, parked: 1, reason: 2 }],
        [0, 'putNext', { g: 2 }],
      ]).slice(-2),
    ).toEqual([
      'create m=0 p=0 g=2 parent=1 startfn="main.worker" gopc="main.go:9" system=false to=null',
      'ready m=0 p=0 g=2 by=1 via=null to="runnext"',
    ])
  })

  it('parks on something, and exits', () => {
    expect(
      eventsOf([
        ...running,
        [0, 'createNext', { g: 2, site: 1 }],
        [0, 'park', { reason: 1, on: 0xc000012340 }],
        [0, 'runNext', { g: 2 }],
        [0, 'putNext', { g: 1 }],
        [0, 'exit'],
        [0, 'gotNext', { g: 1 }],
        [0, 'run', { g: 1, from: 3 }],
        [0, 'park', { reason: 1, on: 0xc000012340 }],
      ]).slice(3),
    ).toEqual([
      'park m=0 p=0 g=1 reason="chan receive" on="0xc000012340"',
      'run m=0 p=0 g=2 from="runnext" inherit=true',
      'ready m=0 p=0 g=1 by=2 via=null to="runnext"',
      'exit m=0 p=0 g=2',
      'run m=0 p=0 g=1 from="runnext" inherit=true',
      'park m=0 p=0 g=1 reason="chan receive" on="0xc000012340"',
    ])
    const { allg } = stateOf([...running, [0, 'park', { reason: 2 }]])
    expect(allg).toMatchObject([{ status: 'Gwaiting', waitreason: 'select', m: null }])
  })

  it('yields, is preempted, is suspended', () => {
    expect(
      eventsOf([
        ...running,
        [0, 'globPut', { g: 1, seq: 1 }],
        [0, 'globGet', { seq: 2, n: 1, g: 1 }],
        [0, 'run', { g: 1, from: 6 }],
        [0, 'preempting'],
        [0, 'put', { g: 1 }],
        [0, 'runLocal', { g: 1 }],
        [0, 'preemptPark'],
        [0, 'suspended', { g: 1 }],
        [0, 'globPutBatch', { seq: 3, list: [1] }],
      ]).slice(2),
    ).toEqual([
      'yield m=0 p=0 g=1 to="global"',
      'fill m=0 p=0 g=[1]',
      'run m=0 p=0 g=1 from="global" inherit=false',
      'preempt m=0 p=0 g=1 to="local"',
      'run m=0 p=0 g=1 from="local" inherit=false',
      'preempt m=0 p=0 g=1 to=null',
      'park m=0 p=0 g=1 reason="preempted" on=null',
      'ready m=0 p=0 g=1 by=null via=null to="global"',
    ])
  })

  it('switches coroutines', () => {
    expect(
      eventsOf([
        ...running,
        [0, 'create', { g: 2, site: 1, parked: 1 }],
        [0, 'coroSwitch', { g: 2 }],
        [0, 'coroSwitch', { g: 1, exit: 1 }],
      ]).slice(3),
    ).toEqual([
      'park m=0 p=0 g=1 reason="coroutine" on=null',
      'run m=0 p=0 g=2 from="coroutine" inherit=true',
      'exit m=0 p=0 g=2',
      'run m=0 p=0 g=1 from="coroutine" inherit=true',
    ])
  })

  it('steals from the head of a ring, and runnext', () => {
    const { events, snapshot } = play([
      ...twoPs,
      ...running,
      ...[2, 3, 4, 5].flatMap((g): Line[] => [[0, 'createNext', { g, site: 1 }]]),
      ...second(1),
      [1, 'spin', { flag: 1 }],
      [1, 'steal', { p: 0, n: 2, g: 2 }],
      [1, 'spin', { flag: 0 }],
      [1, 'run', { g: 3, from: 8 }],
      [1, 'park'],
      [1, 'stealNext', { p: 0, g: 5 }],
    ])
    expect(events.slice(-6)).toEqual([
      'spin m=1 p=1 on=true',
      'steal m=1 p=1 g=[2,3] from={"p":0} runnext=false',
      'spin m=1 p=1 on=false',
      'run m=1 p=1 g=3 from="steal" inherit=false',
      'park m=1 p=1 g=3 reason="chan receive" on=null',
      'steal m=1 p=1 g=[5] from={"p":0} runnext=true',
    ])
    expect(snapshot.allp.map((p) => [p.runnext, p.runq])).toEqual([
      [null, [4]],
      [null, [2]],
    ])
  })

  it('spills a full ring, and fills from the global queue', () => {
    const many = Array.from({ length: 257 }, (_, i) => i + 2)
    const spilled = [...many.slice(0, 128), 258]
    const lines: Line[] = [
      ...running,
      ...many.flatMap((g): Line[] => [
        [0, 'create', { g, site: 1 }],
        [0, 'put', { g }],
      ]),
      [0, 'spill', { n: 128, g: 2 }],
      [0, 'globPutBatch', { seq: 1, list: spilled }],
    ]
    const { sched, allp } = stateOf(lines)
    expect(sched.runq).toEqual(spilled)
    expect(allp[0]?.runq).toEqual(many.slice(128, 256))
    const filled: Line[] = [
      [0, 'globGet', { seq: 2, n: 3, g: 2 }],
      [0, 'putBatch', { p: 0, list: [3, 4] }],
    ]
    expect(eventsOf([...lines, ...filled]).slice(-2)).toEqual([
      `spill m=0 p=0 g=${JSON.stringify(spilled)}`,
      'fill m=0 p=0 g=[2,3,4]',
    ])
    expect(stateOf([...lines, ...filled]).allp[0]?.runq.slice(-3)).toEqual([257, 3, 4])
  })

  it('drains a P', () => {
    const next = [2, 3, 4].flatMap((g): Line[] => [[0, 'createNext', { g, site: 1 }]])
    expect(
      eventsOf([
        ...running,
        ...next,
        [0, 'drainNext', { g: 4 }],
        [0, 'drain', { n: 2, g: 2 }],
        [0, 'globPutBatch', { seq: 1, list: [4, 2, 3] }],
      ]).slice(-2),
    ).toEqual(['spill m=0 p=0 g=[4]', 'spill m=0 p=0 g=[2,3]'])
  })

  it('tells timers that are never due from those after them', () => {
    const whens = [1500, 2 ** 63, 1700, 1600]
    const adds = whens.map((when, i): Line => [0, 'timerAdd', { when, timer: 9 + i }])
    const fires = whens.map((when): Line => [0, 'timerFire', { when, timer: 9 }])
    const due = (event: string) => Number(/when=(\S+)/.exec(event)?.[1])
    const told = eventsOf([...running, ...adds, ...fires])
      .slice(-8)
      .map(due)
    const expected = [500, 2 ** 63 - 1000, 700, 600]
    expect(told).toEqual([...expected, ...expected])
  })

  it('polls the network, runs timers', () => {
    const two: Line[] = [
      ...running,
      [0, 'createNext', { g: 2, site: 1 }],
      [0, 'park'],
      [0, 'runNext', { g: 2 }],
      [0, 'timerAdd', { when: 1500, timer: 9 }],
      [0, 'park'],
    ]
    expect(
      eventsOf([
        ...two,
        [0, 'netpoll', { delay: -1, list: [2, 1] }],
        [0, 'globPutBatch', { seq: 1, list: [1] }],
        [0, 'run', { g: 2, from: 10 }],
      ]).slice(6),
    ).toEqual([
      'park m=0 p=0 g=2 reason="chan receive" on=null',
      'netpoll m=0 p=0 g=[2,1] delay=-1',
      'ready m=0 p=0 g=1 by=null via="netpoll" to="global"',
      'run m=0 p=0 g=2 from="netpoll" inherit=false',
    ])
    expect(
      eventsOf([
        ...two,
        [0, 'timerFire', { at: 600, when: 1500, timer: 9 }],
        [0, 'putNext', { g: 2 }],
        [0, 'runNext', { g: 2 }],
      ]).slice(7),
    ).toEqual([
      'timer m=0 p=0 what="fire" when=500 late=100 timer=9',
      'ready m=0 p=0 g=2 by=null via="timer" to="runnext"',
      'run m=0 p=0 g=2 from="timer" inherit=true',
    ])
  })
})

describe('one record of an M or a P', () => {
  const inCall: Line[] = [...running, [0, 'syscall']]
  const sysmon: Line[] = [[9, 'mstart']]

  it('enters a system call and leaves it', () => {
    const called = stateOf(inCall)
    expect(called.allg).toMatchObject([{ status: 'Gsyscall', m: 0 }])
    // As the runtime has it: apart before Go 1.26.
    expect(called.allp[0]).toMatchObject({ status: 'Psyscall', m: null })
    expect(eventsOf([...inCall, [0, 'sysback']]).slice(2)).toEqual([
      'syscall m=0 p=0 g=1',
      'sysexit m=0 p=0 g=1 fast=true to=null',
    ])
    expect(
      eventsOf([
        ...inCall,
        ...sysmon,
        [9, 'handoff', { p: 0, epoch: 1 }],
        [9, 'pidlePut', { p: 0, seq: 1 }],
        [0, 'sysexitSlow', { g: 1 }],
        [0, 'globPut', { g: 1, seq: 2 }],
        [0, 'mput', { mid: 0, seq: 3 }],
        [9, 'pidleGet', { p: 0, seq: 4 }],
        [9, 'mget', { mid: 0, seq: 5 }],
        [0, 'wire', { p: 0, epoch: 2 }],
      ]).slice(4),
    ).toEqual([
      'retake m=9 p=0 g=1 from={"m":0} gc=false',
      'handoff m=9 p=0',
      'pidle m=9 p=0',
      'sysexit m=0 p=null g=1 fast=false to="global"',
      'mpark m=0 p=null',
      'mwake m=0 p=null by=9',
      'prun m=0 p=0',
    ])
    expect(
      eventsOf([
        ...inCall,
        ...sysmon,
        [9, 'retake', { p: 0, epoch: 1 }],
        [9, 'handoff', { p: 0, epoch: 2 }],
        [0, 'wire', { p: 0, epoch: 3 }],
        [0, 'sysexit'],
      ]).slice(4),
    ).toEqual([
      'retake m=9 p=0 g=1 from={"m":0} gc=false',
      'handoff m=9 p=0',
      'prun m=0 p=0',
      'sysexit m=0 p=0 g=1 fast=true to=null',
    ])
  })

  it('wires again silently', () => {
    const twice: Line[] = [
      ...inCall,
      [0, 'sysrewire'],
      [0, 'park'],
      [0, 'unwire'],
      [0, 'pidlePut', { p: 0, seq: 1 }],
      [0, 'mput', { mid: 0, seq: 2 }],
      ...sysmon,
      [9, 'pidleGet', { p: 0, seq: 3 }],
      [9, 'mget', { mid: 0, seq: 4 }],
      [0, 'wire', { p: 0, epoch: 2 }],
    ]
    expect(stateOf(twice).allp[0]).toMatchObject({ status: 'Prunning', m: 0 })
  })

  it('makes a call for a debugger, and goes back to who waited for it', () => {
    const call: Line[] = [
      ...running,
      [0, 'gwait', { g: 1, reason: 2 }],
      [0, 'create', { g: 2, site: 1, parent: 1 }],
      [0, 'run', { g: 2, from: 1 }],
    ]
    expect(stateOf(call).allg).toMatchObject([
      { goid: 1, status: 'Gwaiting', waitreason: 'select', m: null },
      { goid: 2, status: 'Grunning', m: 0 },
    ])
    const over: Line[] = [...call, [0, 'globPut', { g: 2, seq: 1 }], [0, 'run', { g: 1, from: 1 }]]
    expect(stateOf(over).allg).toMatchObject([
      { goid: 1, status: 'Grunning', m: 0 },
      { goid: 2, status: 'Grunnable' },
    ])
  })

  it('stops the world, changes the number of Ps, goes on', () => {
    const stopped: Line[] = [
      ...running,
      [0, 'gwait', { g: 1, reason: 2 }],
      [0, 'stwBegin', { seq: 1, reason: 1 }],
      [0, 'pidleGet', { p: 1, seq: 2 }],
      [0, 'stwStopped'],
    ]
    const state = stateOf(stopped)
    expect(state.sched).toMatchObject({ gcwaiting: true, pidle: [] })
    expect(state.allp.map((p) => p.status)).toEqual(['Pgcstop', 'Pgcstop'])
    expect(state.allg).toMatchObject([{ status: 'Gwaiting', waitreason: 'select', m: 0 }])
    const { events, snapshot } = play([
      ...twoPs,
      ...stopped,
      [0, 'gback', { g: 1 }],
      [0, 'gcphase', { phase: 1 }],
      [0, 'procs', { seq: 3, n: 3 }],
      [0, 'pidlePut', { p: 2, seq: 4 }],
      [0, 'pidlePut', { p: 1, seq: 5 }],
      [0, 'stwEnd', { seq: 6 }],
    ])
    expect(events.slice(4)).toEqual([
      'gwait m=0 p=0 g=1 reason="select"',
      'stw m=0 p=0 phase="begin" reason="GC mark termination"',
      'pstop m=0 p=0 gc=true',
      'pstop m=0 p=1 gc=true',
      'stw m=0 p=0 phase="stopped" reason=null',
      'gback m=0 p=0 g=1',
      'gc m=0 p=0 phase="mark"',
      'prun m=0 p=0',
      'procs m=0 p=0 gomaxprocs=3',
      'pidle m=0 p=2',
      'pidle m=0 p=1',
      'stw m=0 p=0 phase="end" reason=null',
    ])
    expect(snapshot.sched).toMatchObject({ pidle: [1, 2], gcwaiting: false, gcphase: 'mark' })
  })

  it('ends, is locked, is adopted, waits for gorv', () => {
    expect(
      eventsOf([
        ...running,
        [0, 'lock', { flag: 1 }],
        [0, 'lock', { flag: 0 }],
        [0, 'stall', { ns: 7 }],
        [3, 'mstart'],
        [3, 'adopt', { g: 17, procid: 5 }],
        [3, 'drop'],
        [3, 'adopt', { g: 17, procid: 6 }],
        [4, 'mstart'],
        [4, 'mexit'],
      ]).slice(2),
    ).toEqual([
      'lock m=0 p=0 g=1 on=true',
      'lock m=0 p=0 g=1 on=false',
      'stall m=0 p=0 ns=7',
      'mstart m=3 p=null procid=null',
      'adopt m=3 p=null g=17 procid=5',
      'exit m=3 p=null g=17',
      'adopt m=3 p=null g=17 procid=6',
      'mstart m=4 p=null procid=null',
      'mexit m=4 p=null',
    ])
  })
})

describe('the order', () => {
  it('is what the state allows, whatever stamps say', () => {
    const { events } = play([
      ...twoPs,
      ...running,
      ...second(1),
      [0, 'park', { at: 500 }],
      // Made ready before it waited, by a clock that is late.
      [1, 'putNext', { at: 450, g: 1 }],
      [1, 'runNext', { g: 1 }],
    ])
    expect(events.slice(-3).map((event) => event.split(' ')[0])).toEqual(['park', 'ready', 'run'])
  })

  it('is refused with the two records where there is none', () => {
    const lines: Line[] = [...twoPs, ...running, ...second(1), [1, 'putNext', { g: 1 }]]
    const replay = new ExactReplay()
    for (const frame of framesOf(lines)) replay.push(frame)
    replay.merge.run(Infinity)
    expect(() => replay.merge.finish()).toThrow(
      /^putNext of M 1 cannot happen: what was last with goroutine 1 is the runLocal of M 0 at byte \d+; at byte \d+$/,
    )
  })

  it('waits for what was published later', () => {
    const replay = new ExactReplay()
    const frames = framesOf([...twoPs, ...running])
    for (const frame of frames.slice(0, 3)) replay.push(frame)
    expect(replay.count).toBe(0)
    for (const frame of frames.slice(3)) replay.push(frame)
    replay.finish()
    expect(replay.count).toBe(5)
  })
})
