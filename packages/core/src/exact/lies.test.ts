import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulate } from '../testing/scheduler-sim.ts'
import { FrameSplitter, WireError, type Frame } from '../wire/index.ts'
import { ExactReplay } from './replay.ts'

const framesOf = (bytes: Uint8Array): Frame[] => {
  const frames: Frame[] = []
  new FrameSplitter({ head: true }).push(bytes, (frame) => frames.push(frame))
  return frames
}

/** Whether it says that something is wrong. */
function reports(frames: Frame[]): boolean {
  const replay = new ExactReplay()
  try {
    for (const frame of frames) replay.push(frame)
    return replay.finish() > 0
  } catch (error) {
    expect(error).toBeInstanceOf(WireError)
    expect((error as Error).message).toMatch(/ at byte \d+$/)
    return true
  } finally {
    // What was played so far is still there.
    expect(replay.snapshot().type).toBe('snapshot')
  }
}

// Records that whatever comes after them rests on.
const needed = new Set(
  (
    'mstart init park exit preemptPark suspended globPut globPutHead globPutBatch globGet ' +
    'putBatch steal stealNext spill wire unwire pidlePut pidleGet mput mget syscall sysexit ' +
    'sysexitSlow handoff retake stwBegin stwEnd procs runNext runLocal'
  ).split(' '),
)

describe('a recording that is not what was written', { timeout: 60_000 }, () => {
  it('is reported where one record is missing', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 400; seed++) {
      const sim = simulate({ seed, procs: 1 + (seed % 5), steps: 1200, drop: (seed * 7) % 300 })
      const lie = sim.lie.split(' ')[0] ?? ''
      if (!needed.has(lie)) continue
      seen.add(lie)
      expect(reports(framesOf(sim.recording())), `seed ${seed} without a ${lie}`).toBe(true)
    }
    expect(seen.size).toBeGreaterThan(20)
  })

  it('is reported where two records of an M are swapped that need each other', () => {
    let swaps = 0
    const pairs =
      /^(create after put|runNext after park|runLocal after park|park after run\w*|pidleGet after mget|mget after pidleGet|unwire after pidlePut|syscall after sysexit|stwBegin after pidleGet)$/
    for (let seed = 1; seed <= 800; seed++) {
      const sim = simulate({ seed, procs: 1 + (seed % 5), steps: 800, swap: (seed * 7) % 200 })
      if (!pairs.test(sim.lie)) continue
      swaps++
      expect(reports(framesOf(sim.recording())), `seed ${seed}: ${sim.lie}`).toBe(true)
    }
    expect(swaps).toBeGreaterThan(30)
  })

  const recording = simulate({ seed: 7, procs: 3, steps: 1500 }).recording()
  const whole = framesOf(recording)

  it('is an error with its place, or a part, wherever a byte is another one', () => {
    fc.assert(
      fc.property(fc.nat(recording.length - 1), fc.nat(255), (at, byte) => {
        const bytes = recording.slice()
        bytes[at] = byte
        try {
          reports(framesOf(bytes))
        } catch (error) {
          expect(error).toBeInstanceOf(WireError)
        }
      }),
      { numRuns: 600 },
    )
  })

  it('is no trouble where frames are missing, double or elsewhere', () => {
    const some = fc.array(fc.nat(whole.length - 1), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(some, fc.constantFrom('drop', 'double', 'move'), (places, what) => {
        const frames = [...whole]
        for (const place of places) {
          const [frame] = what === 'double' ? [frames[place]] : frames.splice(place, 1)
          if (frame && what !== 'drop') frames.splice((place * 7) % frames.length, 0, frame)
        }
        reports(frames)
      }),
      { numRuns: 200 },
    )
  })

  it('is no trouble where it is no recording of events at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(4, 5, 6), (payload, kind) => {
        reports([{ kind, flags: 0, payload, offset: 8 }])
      }),
      { numRuns: 2000 },
    )
    const chunk = fc.uint8Array({ minLength: 12, maxLength: 300 })
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
        // Head of a chunk of M i, its stamp, an mstart, an init with two Ps, then anything.
        const start = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0]
        const init = [2, 0, 2, 1, 1]
        reports(
          chunks.map((bytes, m) => ({
            kind: 4,
            flags: 0,
            payload: Uint8Array.from([m, 0, 0, ...start, ...(m === 0 ? init : []), ...bytes]),
            offset: 8,
          })),
        )
      }),
      { numRuns: 2000 },
    )
  })
})
