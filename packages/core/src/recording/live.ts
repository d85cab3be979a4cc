import { encodeJsonFrame, frameEnd, FrameSplitter, frameRun, recordingHead } from '../wire/index.ts'
import type { EndInfo, RunInfo } from '../wire/index.ts'
import { sleep, type RecordingSource } from './source.ts'

/** Where a running program's frames come from; `Ring` is one. */
export interface FrameBytes {
  /** Bytes as they come, cut anywhere. */
  take(): Uint8Array
  /** Whole frames that have another way; to be asked after `take`. */
  events?(): Uint8Array[]
}

const pollMs = 8

/**
 * A recording that is being made: its head, a run frame, what the program
 * writes, and an end frame once `finish` was called. It consists of whole
 * frames: a program may end in the middle of one.
 */
export class LiveRecording implements RecordingSource {
  readonly #frames: FrameBytes
  #first: Uint8Array | undefined
  #end: EndInfo | undefined
  #done = false
  readonly #whole = new WholeFrames()
  #greeted = false
  /** Events that came before the hello was read. */
  #early: Uint8Array[] = []

  constructor(frames: FrameBytes, run: RunInfo) {
    this.#frames = frames
    this.#first = Buffer.concat([recordingHead(), encodeJsonFrame(frameRun, run)])
  }

  /** The program has ended: what is left in the ring is the last of it. */
  finish(end: EndInfo): void {
    this.#end = end
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.#done) return undefined
    if (this.#first) {
      const first = this.#first
      this.#first = undefined
      return first
    }
    for (let waited = 0; waited < 100; waited += pollMs) {
      const ended = this.#end
      const taken = this.#frames.take()
      const bytes = this.#join(this.#whole.of(taken))
      if (bytes.length > 0) return bytes
      if (taken.length > 0) continue
      if (ended) {
        this.#done = true
        return encodeJsonFrame(frameEnd, ended)
      }
      await sleep(pollMs)
    }
    return new Uint8Array(0)
  }

  /**
   * Events come first: what the sampler says of the clock then stands behind
   * all that happened before. Only the hello comes before anything.
   */
  #join(bytes: Uint8Array): Uint8Array {
    this.#early.push(...(this.#frames.events?.() ?? []))
    if (this.#early.length === 0 || (!this.#greeted && bytes.length === 0)) {
      this.#greeted ||= bytes.length > 0
      return bytes
    }
    const events = this.#early
    this.#early = []
    const parts = this.#greeted ? [...events, bytes] : [bytes, ...events]
    this.#greeted = true
    return Buffer.concat(parts)
  }
}

/** Holds back what is not yet a whole frame. */
class WholeFrames {
  #held = new Uint8Array(0)
  #splitter: FrameSplitter | undefined = new FrameSplitter({ head: false })

  of(bytes: Uint8Array): Uint8Array {
    if (!this.#splitter || bytes.length === 0) return bytes
    let held = 0
    try {
      this.#splitter.push(bytes, () => {})
      held = this.#splitter.pending
    } catch {
      this.#splitter = undefined // whoever reads it will say what is wrong
    }
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    this.#held = Uint8Array.from(all.subarray(all.length - held))
    return all.subarray(0, all.length - held)
  }
}
