import { describe, expect, it } from 'vitest'
import { brokenLaws } from '../testing/laws.ts'
import { simulate } from '../testing/scheduler-sim.ts'
import { FrameSplitter, frameHello, WireError, type Frame } from '../wire/index.ts'
import {
  KeyframeMaker,
  decodeKeyframes,
  encodeKeyframes,
  replayBefore,
  type Keyframes,
} from './keyframes.ts'
import { ExactReplay } from './replay.ts'

const framesOf = (bytes: Uint8Array, offset?: number): Frame[] => {
  const frames: Frame[] = []
  const splitter = new FrameSplitter(offset ? { head: false, offset } : { head: true })
  splitter.push(bytes.subarray(offset ?? 0), (frame) => frames.push(frame))
  return frames
}

/** There and back through bytes. */
function throughFile(keyframes: Keyframes): Keyframes {
  const splitter = new FrameSplitter({ head: false })
  let back: Keyframes | undefined
  splitter.push(encodeKeyframes(keyframes), (frame) => (back = decodeKeyframes(frame)))
  return back as Keyframes
}

describe('keyframes', { timeout: 60_000 }, () => {
  it('are places from which a replay comes to the same end', () => {
    let tried = 0
    for (let seed = 1; seed <= 12; seed++) {
      const bytes = simulate({ seed, procs: 1 + (seed % 5), steps: 3000, noise: 1 }).recording()
      const frames = framesOf(bytes)
      const hello = frames.find((frame) => frame.kind === frameHello) as Frame
      const maker = new KeyframeMaker(300, 0)
      const straight = new ExactReplay()
      for (const frame of frames) {
        maker.push(frame)
        straight.push(frame)
      }
      straight.finish()
      const keyframes = throughFile(maker.keyframes)
      // Each twice: whoever begins there leaves it as it was.
      for (const key of [...keyframes.keys, ...keyframes.keys]) {
        const { replay, from } = replayBefore(keyframes, key.t, hello)
        expect(brokenLaws(replay.merge.world)).toEqual([])
        for (const frame of framesOf(bytes, from)) replay.push(frame)
        replay.finish()
        tried++
        expect(replay.count).toBe(straight.count)
        expect({ ...replay.snapshot(), seq: 0 }).toEqual({ ...straight.snapshot(), seq: 0 })
      }
    }
    expect(tried).toBeGreaterThan(20)
  })

  it('find a moment: the state there is the same as without', () => {
    const bytes = simulate({ seed: 5, procs: 3, steps: 5000 }).recording()
    const frames = framesOf(bytes)
    const hello = frames.find((frame) => frame.kind === frameHello) as Frame
    const maker = new KeyframeMaker(300, 0)
    for (const frame of frames) maker.push(frame)
    const { keyframes } = maker
    for (let t = 0; t < 200_000; t += 9_999) {
      const stateBy = (replay: ExactReplay, some: Frame[]) => {
        replay.until(t)
        for (const frame of some) if (!replay.reached) replay.push(frame)
        return { ...replay.snapshot(), seq: 0 }
      }
      const { replay, from } = replayBefore(keyframes, t, hello)
      const found = stateBy(replay, framesOf(bytes, from))
      expect(found).toEqual(stateBy(new ExactReplay(), frames))
      expect(found.t).toBeLessThanOrEqual(t)
    }
  })

  it('that make no sense are an error', () => {
    const frames = framesOf(simulate({ seed: 1, procs: 1, steps: 10 }).recording())
    const hello = frames.find((frame) => frame.kind === frameHello)
    const wrong = { keys: [{ t: 0, from: 99 }], dict: {} } as unknown as Keyframes
    expect(() => replayBefore(wrong, 5, hello as Frame)).toThrow(WireError)
  })
})
