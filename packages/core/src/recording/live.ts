import { encodeJsonFrame, frameEnd, frameRun, recordingHead } from '../wire/index.ts'
import type { EndInfo, RunInfo } from '../wire/index.ts'
import { sleep, type RecordingSource } from './source.ts'

/** Where a running program's frames come from; `Ring` is one. */
export interface FrameBytes {
  take(): Uint8Array
}

const pollMs = 8

/**
 * A recording that is being made: its head, a run frame, what the program
 * writes, and an end frame once `finish` was called.
 */
export class LiveRecording implements RecordingSource {
  readonly #frames: FrameBytes
  #first: Uint8Array | undefined
  #end: EndInfo | undefined
  #done = false

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
      const bytes = this.#frames.take()
      if (bytes.length > 0) return bytes
      if (ended) {
        this.#done = true
        return encodeJsonFrame(frameEnd, ended)
      }
      await sleep(pollMs)
    }
    return new Uint8Array(0)
  }
}
