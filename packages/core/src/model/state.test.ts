import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frame, helloFrame, recordingOf, snapshotFrame, symbolFrame } from '../testing/encode.ts'
import {
  FrameSplitter,
  WireError,
  encodeJsonFrame,
  frameEnd,
  snapshotKey,
  type Snapshot,
} from '../wire/index.ts'
import { State } from './state.ts'

function play(recording: Uint8Array, state = new State()): { state: State; snapshots: Snapshot[] } {
  const snapshots: Snapshot[] = []
  new FrameSplitter({ head: true }).push(recording, (one) => {
    const change = state.apply(one)
    if (change?.what === 'snapshot') snapshots.push(change.snapshot)
  })
  return { state, snapshots }
}

const opening = [
  helloFrame(),
  symbolFrame(1, 'main.worker'),
  symbolFrame(2, 'main.main', 'm.go', 12),
]
const first = snapshotFrame(
  snapshotKey,
  { t: 10, seq: 0 },
  {
    runq: [9, 31, 8],
    pidle: [1],
    ps: [
      { id: 0, status: 1, m: 4, runnext: 12, runq: [7, 300, 8], timers: 0 },
      { id: 1, status: 0 },
    ],
    gs: [
      { step: 1, status: 4, waitreason: 1, born: { goid: 5, startfn: 1, createdby: 2, parent: 1 } },
      { step: 2, status: 2, scan: true, born: { goid: 4, startfn: 0 } },
    ],
  },
)

describe('State', () => {
  it('tells the runtime’s lists in their order and what is unknown as null', () => {
    const { snapshots } = play(recordingOf(...opening, first))
    expect(snapshots[0]?.sched).toMatchObject({ runq: [9, 31, 8], runqsize: 3, pidle: [1] })
    expect(snapshots[0]?.allp).toEqual([
      {
        id: 0,
        status: 'Prunning',
        m: 4,
        runnext: 12,
        runq: [7, 300, 8],
        timers: 0,
        schedtick: 3,
        syscalltick: 4,
      },
      {
        id: 1,
        status: 'Pidle',
        m: null,
        runnext: null,
        runq: [],
        timers: null,
        schedtick: 3,
        syscalltick: 4,
      },
    ])
    expect(snapshots[0]?.allg).toEqual([
      {
        goid: 5,
        status: 'Gwaiting',
        waitreason: 'chan receive',
        m: null,
        startfn: 'main.worker',
        createdby: 'main.main',
        createdat: 'm.go:12',
        parent: 1,
        system: false,
      },
      expect.objectContaining({
        goid: 9,
        status: 'Grunning',
        scan: true,
        startfn: null,
        waitreason: null,
      }),
    ])
  })

  it('keeps what did not change, and drops who ended', () => {
    const second = snapshotFrame(0, { t: 20, seq: 1 }, { gs: [{ step: 1, status: 1 }] })
    const third = snapshotFrame(0, { t: 30, seq: 2 }, { gs: [{ step: 3, status: 0 }] })
    const { snapshots } = play(recordingOf(...opening, first, second, third))
    expect(snapshots.map((s) => s.allg.map((g) => [g.goid, g.status, g.startfn]))).toEqual([
      [
        [5, 'Gwaiting', 'main.worker'],
        [9, 'Grunning', null],
      ],
      [
        [5, 'Grunnable', 'main.worker'],
        [9, 'Grunning', null],
      ],
      [[5, 'Grunnable', 'main.worker']],
    ])
  })

  it('skims to the same snapshot that it would have come to', () => {
    const frames = [
      first,
      snapshotFrame(0, { t: 20, seq: 1 }, { gs: [{ step: 1, status: 1 }] }),
      snapshotFrame(0, { t: 30, seq: 2 }, { gs: [{ step: 3, status: 0 }] }),
      snapshotFrame(0, { t: 40, seq: 3 }, { gs: [{ step: 1, status: 4, waitreason: 2 }] }),
    ]
    const whole = play(recordingOf(...opening, ...frames)).snapshots.at(-1)
    const state = play(recordingOf(...opening)).state
    new FrameSplitter({ head: true }).push(recordingOf(...frames.slice(0, 3)), (one) =>
      state.skim(one),
    )
    expect(play(recordingOf(...frames.slice(3)), state).snapshots).toEqual([whole])
  })

  it('waits for a key after a seek', () => {
    const { state } = play(recordingOf(...opening, first))
    state.seek()
    const change = snapshotFrame(0, { t: 20, seq: 1 }, { gs: [{ step: 1, status: 1 }] })
    expect(play(recordingOf(change), state).snapshots).toEqual([])
    expect(play(recordingOf(first), state).snapshots.length).toBe(1)
  })

  it('refuses the change of a goroutine that nobody announced', () => {
    const change = snapshotFrame(0, { t: 20, seq: 1 }, { gs: [{ step: 9, status: 1 }] })
    expect(() => play(recordingOf(...opening, first, change))).toThrow('never announced')
  })

  it('ends as the recording says, or says that it was cut', () => {
    const end = { nanotime: '1500', exitcode: 7, signal: null, lost: 0, notes: ['a'] }
    const whole = play(recordingOf(...opening, first, encodeJsonFrame(frameEnd, end)))
    expect(whole.state.end(['b'])).toMatchObject({
      t: 500,
      exitcode: 7,
      truncated: false,
      snapshots: 1,
      notes: ['a', 'b'],
    })
    const cut = play(recordingOf(...opening, first)).state.end()
    expect(cut).toMatchObject({ t: null, exitcode: null, truncated: true })
    expect(cut.notes).toEqual(['the recording ends before the program did'])
  })

  it("ends by the wall clock where the program's own is not shared, never before its last snapshot", () => {
    const endOf = (wall: bigint) => {
      const end = { wall: String(wall), exitcode: 0, signal: null, lost: 0, notes: [] }
      return play(recordingOf(...opening, first, encodeJsonFrame(frameEnd, end))).state.end().t
    }
    const start = 1_700_000_000_000_000_005n // as helloFrame says
    expect(endOf(start + 700n)).toBe(700)
    expect(endOf(start - 700n)).toBe(10)
  })

  it('leaves out what a newer gorv marks as optional, and nothing else', () => {
    expect(play(recordingOf(...opening, frame(200, 0, [1, 2]), first)).snapshots.length).toBe(1)
    expect(() => play(recordingOf(...opening, frame(30, 0, [])))).toThrow('made by a newer gorv')
  })

  it('throws nothing but WireError, whatever it reads', () => {
    const recording = recordingOf(...opening, first)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(recording.length - 1), fc.nat(255)), { minLength: 1 }),
        (edits) => {
          const bytes = recording.slice()
          for (const [at, byte] of edits) bytes[at] = byte
          try {
            play(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(WireError)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
