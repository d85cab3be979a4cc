import { encodeJsonFrame, frameEnd, FrameSplitter, frameRun, recordingHead } from '../wire/index.ts'
import type { EndInfo, RunInfo } from '../wire/index.ts'
import type { RecordingSource } from './source.ts'

/** Where a running program's frames come from; `Ring` is one. */
export interface FrameBytes {
  /** Bytes as they come, cut anywhere. */
  take(): Uint8Array
  /** Whole frames that have another way; to be asked after `take`. */
  events?(): Uint8Array[]
  /** How many bytes the program can write before it has to be looked at. */
  readonly room?: number
}

/** How often to look for more: at first, and at most when little comes. */
const pollMs = 8
const pollMostMs = 40

/** Without a byte for so long, whoever waits is told so. */
const quietMs = 100

/** So much of the ring is perhaps not all: a ring gives a part at a time. */
const muchTaken = 1 << 18

/** A look that finds more than this finds less the next time by coming sooner. */
const muchBytes = 2 << 20

/**
 * A recording that is being made: its head, a run frame, what the program
 * writes, and an end frame once `finish` was called. It consists of whole
 * frames: a program may end in the middle of one.
 */
export class LiveRecording implements RecordingSource {
  readonly #frames: FrameBytes
  readonly #ready: Uint8Array[]
  #end: (() => EndInfo) | undefined
  #done = false
  readonly #whole = new WholeFrames()
  #greeted = false
  /** Events that came before the hello was read. */
  #early: Uint8Array[] = []
  #pollMs = pollMs
  /** Whether to wait before the next look. */
  #rest = false
  /** Ends the pause between two looks. */
  #wake = () => {}

  constructor(frames: FrameBytes, run: RunInfo) {
    this.#frames = frames
    this.#ready = [Buffer.concat([recordingHead(), encodeJsonFrame(frameRun, run)])]
  }

  /**
   * The program has ended: what is left in the ring is the last of it. `end` is
   * asked when all of that was taken.
   */
  finish(end: () => EndInfo): void {
    this.#end = end
    this.#wake()
  }

  async next(): Promise<Uint8Array | undefined> {
    for (let waited = 0; ;) {
      const ready = this.#ready.shift()
      if (ready || this.#done) return ready
      if (waited > quietMs) return new Uint8Array(0)
      if (this.#rest) waited += await this.#pause()
      const ended = this.#end
      const taken = this.#frames.take()
      const size = this.#add(this.#whole.of(taken))
      this.#rest = taken.length < muchTaken && !ended
      if (this.#greeted) this.#pollMs = nextPoll(this.#pollMs, size, this.#frames.room)
      if (ended && size === 0 && taken.length === 0) {
        this.#done = true
        return encodeJsonFrame(frameEnd, ended())
      }
    }
  }

  /** Waits until it is time for the next look; says how long, in ms. */
  #pause(): Promise<number> {
    const ms = this.#pollMs
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve(ms)
      }
    })
  }

  /**
   * Events come first: what the sampler says of the clock then stands behind
   * all that happened before. Only the hello comes before anything.
   */
  #add(bytes: Uint8Array): number {
    this.#early.push(...(this.#frames.events?.() ?? []))
    const parts = this.#greeted ? [...this.#early, bytes] : [bytes, ...this.#early]
    if (!this.#greeted && bytes.length === 0) return 0
    this.#early = []
    this.#greeted = true
    let size = 0
    for (const part of parts) {
      if (part.length > 0) this.#ready.push(part)
      size += part.length
    }
    return size
  }
}

/**
 * Each look takes the CPU from the program, however little there is to take;
 * but a program that records much must never find its buffer full.
 */
function nextPoll(ms: number, size: number, room = Infinity): number {
  const much = Math.min(muchBytes, room / 4)
  return size > much ? Math.max(1, (ms * much) / size) : Math.min(pollMostMs, ms * 1.25)
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
