import { readSync, writeSync } from 'node:fs'
import { errors } from '../errors.ts'
import {
  chunkEntrySize,
  chunkM,
  chunkNumber,
  chunkSize,
  dictSize,
  encodeEventsFrame,
  encodeFrame,
  eventsBeat,
  eventsDictPos,
  eventsFreeTail,
  eventsFullTail,
  eventsGranted,
  eventsHeaderSize,
  eventsLost,
  eventsUsed,
  frameDict,
} from '../wire/index.ts'

/** How much of the buffer is there from the start; the rest comes as the program needs it. */
const firstGrant = 512

/** What a buffer of so many bytes for chunks comes to, with all that goes with them. */
export function eventsSize(most: number): number {
  return most === 0 ? 0 : eventsHeaderSize + dictSize + most * (4 + 4 + chunkEntrySize + chunkSize)
}

/** Where the program's own words are in its own byte order. */
type Endian = 'little' | 'big'

/**
 * gorv's end of the chunks of exact events: takes what the program's Ms have
 * written, chunks that are still being filled too, and gives chunks back. The
 * bytes lie in shared memory: a program that is killed loses none.
 */
export class Chunks {
  readonly #fd: number
  readonly #base: number
  readonly #most: number
  readonly #big: boolean
  /** Bytes of each chunk that were taken. */
  readonly #taken: Uint16Array
  /** The number of the chunk of each M that is being taken. */
  readonly #expected = new Map<number, number>()
  readonly #words: Buffer
  readonly #table: Buffer
  #granted = 0
  #freed = 0
  #full = 0
  #dict = 0
  #beat = 0

  /** `fd` is the shared memory's, which has room for eventsSize(most) at `base`. */
  constructor(fd: number, base: number, most: number, endian: Endian = 'little') {
    this.#fd = fd
    this.#base = base
    this.#most = most
    this.#big = endian === 'big'
    this.#taken = new Uint16Array(most)
    this.#words = Buffer.alloc(512)
    this.#table = Buffer.alloc(4096 * chunkEntrySize)
    fill(fd, base, eventsHeaderSize + dictSize + most * (8 + chunkEntrySize))
    this.#grant(Math.min(firstGrant, most))
  }

  /** Frames of all that was recorded since the last time. */
  take(): Uint8Array[] {
    const frames: Uint8Array[] = []
    this.#store(eventsBeat, ++this.#beat)
    readSync(this.#fd, this.#words, 0, 512, this.#base)
    const used = this.#word(eventsUsed)
    const fullTail = this.#word(eventsFullTail)
    this.#takeFull(fullTail, frames)
    this.#takeOpen(used, frames)
    // Read last and told first: an event comes after what it names.
    frames.unshift(...this.#takeDict())
    if (used > this.#granted - firstGrant / 2) this.#grant(Math.min(2 * this.#granted, this.#most))
    return frames
  }

  /** Events that were dropped because there was no room for them. */
  lost(): number {
    readSync(this.#fd, this.#words, 0, 4, this.#base + eventsLost)
    return this.#word(0)
  }

  #takeFull(tail: number, frames: Uint8Array[]): void {
    const slots = this.#base + eventsHeaderSize + this.#most * 4
    const back: number[] = []
    for (; this.#full !== tail; this.#full = (this.#full + 1) >>> 0) {
      const at = slots + (this.#full % this.#most) * 4
      readSync(this.#fd, this.#words, 0, 4, at)
      const chunk = this.#words.readUInt32LE(0) - 1
      if (chunk < 0) break // its M is about to write it
      if (chunk >= this.#most) throw errors.ring('the program overwrote it')
      this.#words.writeUInt32LE(0, 0)
      writeSync(this.#fd, this.#words, 0, 4, at)
      const entry = this.#entry(chunk)
      this.#takePiece(chunk, entry, 0, frames)
      this.#expected.set(entry.readUInt32LE(chunkM), entry.readUInt32LE(chunkNumber) + 1)
      this.#taken[chunk] = 0
      back.push(chunk)
    }
    if (back.length > 0) this.#giveBack(back)
  }

  #giveBack(chunks: number[]): void {
    for (const chunk of chunks) {
      // Nothing in it until an M has taken it.
      this.#storeAt(this.#tableAt(chunk), 0)
      this.#storeAt(this.#base + eventsHeaderSize + (this.#freed % this.#most) * 4, chunk + 1)
      this.#freed = (this.#freed + 1) >>> 0
    }
    this.#store(eventsFreeTail, this.#freed)
  }

  /** Chunks that are being filled. */
  #takeOpen(used: number, frames: Uint8Array[]): void {
    const step = this.#table.length / chunkEntrySize
    for (let first = 0; first < used; first += step) {
      const count = Math.min(step, used - first)
      readSync(this.#fd, this.#table, 0, count * chunkEntrySize, this.#tableAt(first))
      for (let i = 0; i < count; i++) {
        const at = i * chunkEntrySize
        if (this.#table.readUInt32LE(at) <= (this.#taken[first + i] ?? 0)) continue
        // Not before what is left of this M's last chunk, which is full by now.
        const m = this.#table.readUInt32LE(at + chunkM)
        if ((this.#expected.get(m) ?? 0) !== this.#table.readUInt32LE(at + chunkNumber)) continue
        this.#takePiece(first + i, this.#table, at, frames)
      }
    }
  }

  #takePiece(chunk: number, table: Buffer, at: number, frames: Uint8Array[]): void {
    const from = this.#taken[chunk] ?? 0
    const length = table.readUInt32LE(at)
    if (length > chunkSize) throw errors.ring('the program overwrote it')
    if (length <= from) return
    this.#taken[chunk] = length
    const frame = encodeEventsFrame(
      table.readUInt32LE(at + chunkM),
      table.readUInt32LE(at + chunkNumber),
      from,
      length - from,
    )
    const where = this.#tableAt(this.#most) + dictSize + chunk * chunkSize + from
    readSync(this.#fd, frame, frame.length - (length - from), length - from, where)
    frames.push(frame)
  }

  #takeDict(): Uint8Array[] {
    readSync(this.#fd, this.#words, 0, 4, this.#base + eventsDictPos)
    const end = this.#words.readUInt32LE(0)
    const frames: Uint8Array[] = []
    if (end === this.#dict) return frames
    if (end > dictSize) throw errors.ring('the program overwrote it')
    const bytes = Buffer.alloc(end - this.#dict)
    readSync(this.#fd, bytes, 0, bytes.length, this.#tableAt(this.#most) + this.#dict)
    for (let at = 0; at < bytes.length;) {
      const length = bytes.readUInt16LE(at)
      frames.push(encodeFrame(frameDict, bytes.subarray(at + 2, at + 2 + length)))
      at += 2 + length
    }
    this.#dict = end
    return frames
  }

  #entry(chunk: number): Buffer {
    readSync(this.#fd, this.#table, 0, chunkEntrySize, this.#tableAt(chunk))
    return this.#table
  }

  #tableAt(chunk: number): number {
    return this.#base + eventsHeaderSize + this.#most * 8 + chunk * chunkEntrySize
  }

  /** A word that the program counts in by itself, from what was read last. */
  #word(at: number): number {
    return this.#big ? this.#words.readUInt32BE(at) : this.#words.readUInt32LE(at)
  }

  #store(at: number, value: number): void {
    this.#storeAt(this.#base + at, value)
  }

  #storeAt(at: number, value: number): void {
    this.#words.writeUInt32LE(value >>> 0, 0)
    writeSync(this.#fd, this.#words, 0, 4, at)
  }

  /** Every page is there before the program may touch it: a full disk shows here. */
  #grant(chunks: number): void {
    if (chunks <= this.#granted) return
    const start = this.#tableAt(this.#most) + dictSize
    try {
      fill(this.#fd, start + this.#granted * chunkSize, (chunks - this.#granted) * chunkSize)
    } catch {
      if (this.#granted === 0) throw errors.ring('there is no room for it')
      return // what is there has to do
    }
    this.#granted = chunks
    this.#store(eventsGranted, chunks)
  }
}

const zeros = Buffer.alloc(1 << 20)

/** Writes zeros. */
export function fill(fd: number, from: number, length: number): void {
  for (let done = 0; done < length;) {
    done += writeSync(fd, zeros, 0, Math.min(zeros.length, length - done), from + done)
  }
}
