import { describe, expect, it } from 'vitest'
import { helloFrame, recordingOf, snapshotFrame } from '../testing/encode.ts'
import { simulate } from '../testing/scheduler-sim.ts'
import type { Tape } from '../exact/index.ts'
import {
  FrameSplitter,
  encodeFrame,
  encodeJsonFrame,
  frameEnd,
  frameRun,
  recordingHead,
  snapshotKey,
  type Snapshot,
} from '../wire/index.ts'
import type { RecordingSource } from '../recording/index.ts'
import type { Renderer, RenderSession } from './contract.ts'
import { play } from './play.ts'

const endFrame = encodeJsonFrame(frameEnd, {
  nanotime: '9',
  exitcode: 0,
  signal: null,
  lost: 0,
  notes: [],
})
const snapshots = Array.from({ length: 50 }, (_, i) =>
  snapshotFrame(i === 0 ? snapshotKey : 0, { t: i * 1000, seq: i }, {}),
)
const recording = recordingOf(helloFrame(), ...snapshots, endFrame)

function sourceOf(bytes: Uint8Array, size = bytes.length): RecordingSource {
  let at = 0
  return {
    next: async () => {
      if (at >= bytes.length) return undefined
      at += size
      return bytes.subarray(at - size, at)
    },
  }
}

function witness(more: Partial<RenderSession> = {}): { calls: string[]; session: RenderSession } {
  const calls: string[] = []
  return {
    calls,
    session: {
      hello: () => void calls.push('hello'),
      snapshot: (s) => void calls.push(`snapshot ${s.seq}`),
      end: (end) => {
        calls.push(`end ${end.snapshots} ${end.truncated}`)
        return { files: [] }
      },
      close: () => {},
      ...more,
    },
  }
}

const renderer = (rate: 'every' | number): Renderer => ({
  apiVersion: 1,
  name: 'witness',
  snapshots: rate,
  open: () => witness().session,
})

describe('play', () => {
  it('hands over every snapshot to whoever asks for every one', async () => {
    const { calls, session } = witness()
    await play(sourceOf(recording, 100), renderer('every'), session)
    expect(calls).toEqual(['hello', ...snapshots.map((_, i) => `snapshot ${i}`), 'end 50 false'])
  })

  it('keeps to a renderer’s rate, and the last snapshot always gets there', async () => {
    const { calls, session } = witness()
    await play(sourceOf(recording), renderer(1), session)
    expect(calls).toEqual(['hello', 'snapshot 49', 'end 50 false'])
  })

  it('waits for a slow renderer: no call begins before the one before it ended', async () => {
    let inside = 0
    let most = 0
    const slow = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 1))
      inside--
    }
    const { session } = witness({ hello: slow, snapshot: slow, recording: slow })
    await play(sourceOf(recording, 64), renderer('every'), session)
    expect(most).toBe(1)
  })

  it('gives a renderer that keeps the recording all of its bytes', async () => {
    const got: Uint8Array[] = []
    const { session } = witness({ recording: (bytes) => void got.push(bytes) })
    await play(sourceOf(recording, 33), renderer(60), session)
    expect(Buffer.concat(got).equals(recording)).toBe(true)
  })

  it('shows what came before damage, and says so at the end', async () => {
    const damaged = Uint8Array.from(recording)
    const at = recording.length - endFrame.length
    damaged.fill(0xff, at, at + 8)
    const { session } = witness()
    const { end } = await play(sourceOf(damaged), renderer('every'), session)
    expect(end).toMatchObject({ snapshots: 50, truncated: true })
    expect(end.notes).toContainEqual(expect.stringMatching(/damaged: not a frame at byte \d+/))
  })

  it('rejects what is no recording, and passes on what a renderer throws', async () => {
    await expect(
      play(sourceOf(Buffer.from('nothing like it')), renderer(1), witness().session),
    ).rejects.toThrow('not a gorv recording')
    const { session } = witness({
      snapshot: () => {
        throw new Error('no more ink')
      },
    })
    await expect(play(sourceOf(recording), renderer(1), session)).rejects.toThrow('no more ink')
  })

  describe('an exact recording', () => {
    const frames = [encodeJsonFrame(frameRun, { gorv: '1', pid: 1, argv: [], mode: 'exact' })]
    new FrameSplitter({ head: true }).push(
      simulate({ seed: 5, procs: 3, steps: 5000 }).recording(),
      ({ kind, payload }) => {
        if (kind !== frameRun) frames.push(encodeFrame(kind, payload))
      },
    )
    const exact = Buffer.concat([recordingHead(), ...frames])

    it('lends its tape: the place of every snapshot, and what led to it', async () => {
      let tape: Tape | undefined
      const shown: Snapshot[] = []
      const { session } = witness({
        tape: (given) => void (tape = given),
        snapshot: (s) => void shown.push(s),
      })
      await play(sourceOf(exact, 1000), renderer('every'), session)
      expect(shown.length).toBeGreaterThan(3)
      const cursor = tape?.cursor()
      for (const snapshot of shown.toReversed()) {
        expect(cursor?.seek(snapshot.events ?? -1)).toBe(true)
        expect({ ...cursor?.snapshot(), seq: 0 }).toEqual({ ...snapshot, seq: 0 })
        expect(cursor?.words(1)).toEqual([expect.stringMatching(/^(?:[gMP] \d+|the world) /)])
      }
    })

    it('lets others have their turn while much is played', async () => {
      let turns = 0
      const timer = setInterval(() => turns++, 1)
      const { session } = witness()
      await play(sourceOf(exact), renderer('every'), {
        ...session,
        snapshot: () => {
          for (const begun = performance.now(); performance.now() - begun < 5;);
        },
      })
      clearInterval(timer)
      expect(turns).toBeGreaterThan(1)
    })
  })
})

describe('play, of exact events', () => {
  const exact = () => simulate({ seed: 7, procs: 2, steps: 500 }).recording()

  it('counts the snapshots that came of them', async () => {
    let given = 0
    const { session } = witness({ snapshot: () => void given++ })
    const { end } = await play(sourceOf(exact(), 999), renderer('every'), session)
    expect(given).toBeGreaterThan(1)
    expect(end).toMatchObject({ snapshots: given, unordered: 0, stalled: 0 })
    expect(end.events).toBeGreaterThan(100)
  })

  it('gives a slow renderer the last state', async () => {
    const seen: number[] = []
    const { session } = witness({ snapshot: ({ t }) => void seen.push(t) })
    await play(sourceOf(exact()), renderer(1), session)
    const all: number[] = []
    const every = witness({ snapshot: ({ t }) => void all.push(t) })
    await play(sourceOf(exact()), renderer('every'), every.session)
    expect(seen.at(-1)).toBe(all.at(-1))
    expect(seen.length).toBeLessThan(3)
  })

  it('hands over events before the snapshot that they lead to', async () => {
    let t = 0
    const { session } = witness({
      events: (batch) => {
        for (const event of batch) expect(event.t).toBeGreaterThanOrEqual(t)
        t = batch.at(-1)?.t ?? t
      },
      snapshot: (snapshot) => expect(snapshot.t).toBeGreaterThanOrEqual(t),
    })
    await play(sourceOf(exact(), 999), renderer('every'), session)
    expect(t).toBeGreaterThan(0)
  })
})
