import { WireError, frameHello, type Frame } from '../wire/index.ts'
import { Cursor } from './cursor.ts'
import type { Reel } from './reel.ts'
import { ExactReplay, type ExactOptions, type SavedReplay } from './replay.ts'

export interface TapeOptions extends Pick<ExactOptions, 'events'> {
  /** Keeps the newest frames alone, of about so many bytes; all without it. */
  most?: number
  /** Records from one kept state to the next, and so many for each goroutine there is. */
  every?: number
  perGoroutine?: number
}

/** Goroutines in all kept states; beyond, every second state goes. */
const mostKept = 500_000
/** Each has its own cost beside its bytes. */
const frameCost = 300

/**
 * A recording's exact events, or the newest of them, to be gone over again one
 * by one. It is replayed as it comes; a cursor looks at any moment of it.
 */
export class Tape {
  /** At what came last. */
  readonly replay: ExactReplay
  #reel: Reel = { frames: [], keys: [], ended: false, held: 0 }
  #hello: Frame | undefined
  readonly #most: number
  #every: number
  readonly #perGoroutine: number
  #bytes = 0
  /** Of these, since the last state was kept. */
  #bytesSince = 0
  #kept = 0

  constructor(options: TapeOptions = {}) {
    const { most = Infinity, every = 1 << 17, perGoroutine = 8, events } = options
    this.replay = new ExactReplay(events ? { events } : {})
    this.#most = most
    this.#every = every
    this.#perGoroutine = perGoroutine
  }

  /** `frame` is kept. Throws WireError where it makes no sense. */
  push(frame: Frame): void {
    this.replay.push(frame)
    if (frame.kind === frameHello) {
      this.#hello = frame
      this.#keep()
      return
    }
    this.#reel.frames.push(frame)
    this.#bytes += frame.payload.length + frameCost
    this.#bytesSince += frame.payload.length + frameCost
    const { count, goroutines } = this.replay
    const since = count - (this.#reel.keys.at(-1)?.count ?? 0)
    const due = since >= Math.max(this.#every, this.#perGoroutine * goroutines)
    if (due || this.#bytesSince > this.#most / 4) this.#keep()
    // While somebody looks, as much again is kept; what comes then is for the next one to look.
    if (this.#bytes > this.#most && this.#reel.held === 0) this.#trim()
    else if (this.#bytes > 2 * this.#most) this.#change()
  }

  /** All frames were pushed; as ExactReplay's. */
  finish(): number {
    this.#reel.ended = true
    return this.replay.finish()
  }

  /** Stands nowhere: `seek` first. What it may need is kept until it is closed. Undefined before the hello. */
  cursor(): Cursor | undefined {
    return this.#hello && new Cursor(this.#reel, this.#hello, this.replay.dict)
  }

  #keep(): void {
    const { keys } = this.#reel
    keys.push(this.replay.save())
    this.#bytesSince = 0
    this.#kept += this.replay.goroutines
    if (this.#most !== Infinity || this.#kept < mostKept || keys.length < 3) return
    this.#reel.keys = keys.filter((_, i) => i % 2 === 0)
    this.#every *= 2
    this.#kept /= 2
  }

  #trim(): void {
    const { keys, frames } = this.#reel
    // Not the last one: there has to be something to go back to.
    const drop = Math.min(keys.length - 2, Math.ceil(keys.length / 4))
    if (drop < 1) return
    keys.splice(0, drop)
    const from = (keys[0] as SavedReplay).from
    let gone = 0
    while (gone < frames.length && (frames[gone] as Frame).offset < from) {
      this.#bytes -= (frames[gone++] as Frame).payload.length + frameCost
    }
    frames.splice(0, gone)
  }

  /** Cursors keep the old reel as it is. */
  #change(): void {
    const key = this.#reel.keys.at(-1)
    if (!key) throw new WireError('events before the hello', 0)
    const frames = this.#reel.frames.filter((frame) => frame.offset >= key.from)
    this.#reel = { frames, keys: [key], ended: false, held: 0 }
    this.#bytes = frames.reduce((sum, { payload }) => sum + payload.length + frameCost, 0)
  }
}
