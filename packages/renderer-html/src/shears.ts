import {
  ByteReader,
  FrameSplitter,
  encodeFrame,
  frameClock,
  frameEnd,
  frameEvents,
  frameHeaderSize,
  type Frame,
} from '@gorv/core'

/** How much of a recording's events was kept. */
export interface Cut {
  /** Bytes of events, kept and all. */
  events: number
  of: number
  /** Of the run, in ns: how long what was kept is. */
  length: number
}

/**
 * Keeps the first part of a recording, up to so many bytes of events: what one
 * page can hold. It is cut where the recorder looked at the clock, so that what
 * is kept can be replayed to its last event; how the run ended stays as well.
 */
export class Shears {
  readonly #most: number
  readonly #splitter = new FrameSplitter({ head: true })
  #seen = 0
  #cutAt: number | undefined
  #firstClock: number | undefined
  #lastClock = 0
  #kept = 0
  #events = 0

  constructor(most: number) {
    this.#most = most
  }

  get cut(): Cut | undefined {
    if (this.#cutAt === undefined) return undefined
    const length = this.#lastClock - (this.#firstClock ?? 0)
    return { events: this.#kept, of: this.#events, length }
  }

  /** What is to be kept of the bytes that come next. Keeps all that it cannot read. */
  take(bytes: Uint8Array): Uint8Array[] {
    const begin = this.#seen
    this.#seen += bytes.length
    const wasCut = this.#cutAt !== undefined
    const ends: Uint8Array[] = []
    try {
      this.#splitter.push(bytes, (frame) => {
        if (frame.kind === frameEnd && this.#cutAt !== undefined)
          ends.push(encodeFrame(frame.kind, frame.payload))
        this.#look(frame)
      })
    } catch {
      // Whoever shows it says so.
      return wasCut ? [] : [bytes]
    }
    if (wasCut) return ends
    if (this.#cutAt === undefined) return [bytes]
    return [bytes.subarray(0, Math.max(0, this.#cutAt - begin)), ...ends]
  }

  #look(frame: Frame): void {
    if (frame.kind === frameEvents) this.#events += frame.payload.length
    if (frame.kind !== frameClock || this.#cutAt !== undefined) return
    const r = new ByteReader(frame.payload, frame.offset)
    r.uvarint()
    this.#lastClock = r.uvarint()
    this.#firstClock ??= this.#lastClock
    if (this.#events <= this.#most) return
    this.#cutAt = frame.offset + frameHeaderSize + frame.payload.length
    this.#kept = this.#events
  }
}
