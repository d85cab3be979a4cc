import { readSync, writeSync } from 'node:fs'
import { errors } from '../errors.ts'
import {
  chunkEntrySize,
  chunkM,
  chunkNumber,
  chunkSize,
  dictSize,
  encodeFrame,
  eventsBeat,
  eventsDictPos,
  eventsFreeTail,
  eventsFullTail,
  eventsGranted,
  eventsHeaderSize,
  eventsLost,
  eventsReader,
  eventsUsed,
  frameDict,
  writeEventsHead,
} from '../wire/index.ts'

/** How many chunks are there from the start; more come as the program needs them. */
const firstGrant = 2048

/** The most that a frame of events has before its bytes. */
const headMost = 32

/** What a buffer of so many chunks comes to, with all that goes with them. */
export function eventsSize(most: number): number {
  return most === 0 ? 0 : eventsHeaderSize + dictSize + most * (4 + 4 + chunkEntrySize + chunkSize)
}

/**
 * gorv's end of the chunks of exact events: takes what the program's Ms have
 * written, chunks that are still being filled too, and gives chunks back. The
 * bytes lie in shared memory: a program that is killed loses none.
 */
export class Chunks {
  readonly #fd: number
  /** Where the parts lie in the file. */
  readonly #base: number
  readonly #freeSlots: number
  readonly #fullSlots: number
  readonly #tableAt: number
  readonly #dictAt: number
  readonly #chunksAt: number
  readonly #most: number
  readonly #big: boolean
  /** Bytes of each chunk that were taken. */
  readonly #taken: Uint16Array
  /** The number of the chunk of each M that is being taken. */
  readonly #expected = new Map<number, number>()
  readonly #words = Buffer.alloc(512)
  /** The table as it was read last. */
  #table = Buffer.alloc(0)
  #granted = 0
  #freed = 0
  #full = 0
  #dict = 0
  #beat = 0

  /** `fd` is the shared memory's, which has room for eventsSize(most) at `base`. */
  constructor(fd: number, base: number, most: number, endian: 'little' | 'big' = 'little') {
    this.#fd = fd
    this.#base = base
    this.#freeSlots = base + eventsHeaderSize
    this.#fullSlots = this.#freeSlots + most * 4
    this.#tableAt = this.#fullSlots + most * 4
    this.#dictAt = this.#tableAt + most * chunkEntrySize
    this.#chunksAt = this.#dictAt + dictSize
    this.#most = most
    // Words that the program alone counts in are in its own byte order.
    this.#big = endian === 'big'
    this.#taken = new Uint16Array(most)
    fill(fd, base, this.#chunksAt - base)
    this.#store(base + eventsReader, process.pid)
    this.#grant(Math.min(firstGrant, most))
  }

  /** Whole frames of all that was recorded since the last time. */
  take(): Uint8Array[] {
    this.#store(this.#base + eventsBeat, ++this.#beat)
    this.#readWords()
    const full = this.#takeNumbers(this.#word(eventsFullTail))
    // Only now: what the table says of full chunks is final.
    this.#readWords()
    const used = this.#word(eventsUsed)
    this.#readTable(used)
    const batch = new Batch()
    for (const chunk of full) {
      if (chunk >= used) throw errors.ring('the program overwrote it')
      this.#takeLast(chunk, batch)
    }
    for (let chunk = 0; chunk < used; chunk++) this.#takeOpen(chunk, batch)
    const frames = batch.read(this.#fd)
    this.#giveBack(full)
    if (used > this.#granted - firstGrant / 2) this.#grant(Math.min(2 * this.#granted, this.#most))
    // Read last and told first: an event comes after what it names.
    const dict = this.#takeDict()
    return frames.length > 0 ? [...dict, frames] : dict
  }

  /** Bytes of all chunks that the program may use by now. */
  get room(): number {
    return this.#granted * chunkSize
  }

  /** Events that were dropped because there was no room for them. */
  lost(): number {
    this.#readWords()
    return this.#word(eventsLost)
  }

  /** Numbers of chunks that are full, and will not be touched until they are given back. */
  #takeNumbers(tail: number): number[] {
    const chunks: number[] = []
    while (this.#full !== tail) {
      const at = this.#full % this.#most
      const count = Math.min((tail - this.#full) >>> 0, this.#most - at)
      const slots = Buffer.alloc(count * 4)
      readSync(this.#fd, slots, 0, slots.length, this.#fullSlots + at * 4)
      let taken = 0
      for (; taken < count; taken++) {
        const chunk = slots.readUInt32LE(taken * 4) - 1
        if (chunk < 0) break // its M is about to write it
        if (chunk >= this.#most) throw errors.ring('the program overwrote it')
        chunks.push(chunk)
      }
      slots.fill(0, 0, taken * 4)
      writeSync(this.#fd, slots, 0, taken * 4, this.#fullSlots + at * 4)
      this.#full = (this.#full + taken) >>> 0
      if (taken < count) break
    }
    return chunks
  }

  /** What is left of a full chunk. */
  #takeLast(chunk: number, batch: Batch): void {
    this.#takePiece(chunk, batch)
    const at = chunk * chunkEntrySize
    const m = this.#table.readUInt32LE(at + chunkM)
    this.#expected.set(m, this.#table.readUInt32LE(at + chunkNumber) + 1)
  }

  /** What is new in a chunk that may be being filled. */
  #takeOpen(chunk: number, batch: Batch): void {
    const at = chunk * chunkEntrySize
    if (this.#table.readUInt32LE(at) <= (this.#taken[chunk] ?? 0)) return
    // Neither one that was taken to its end and not begun anew, nor one whose M has
    // another before it that is full by now.
    const m = this.#table.readUInt32LE(at + chunkM)
    if ((this.#expected.get(m) ?? 0) !== this.#table.readUInt32LE(at + chunkNumber)) return
    // The table may have been read while an M made the chunk its own, which sets the
    // length to 0 before it says whose it is: once more, then, at its first piece.
    if (this.#taken[chunk] === 0) {
      readSync(this.#fd, this.#table, at, chunkEntrySize, this.#tableAt + at)
    }
    this.#takePiece(chunk, batch)
  }

  #takePiece(chunk: number, batch: Batch): void {
    const at = chunk * chunkEntrySize
    const from = this.#taken[chunk] ?? 0
    const to = this.#table.readUInt32LE(at)
    if (to > chunkSize) throw errors.ring('the program overwrote it')
    if (to <= from) return
    this.#taken[chunk] = to
    const m = this.#table.readUInt32LE(at + chunkM)
    const number = this.#table.readUInt32LE(at + chunkNumber)
    batch.add({
      m,
      number,
      from,
      length: to - from,
      at: this.#chunksAt + chunk * chunkSize + from,
    })
  }

  #giveBack(chunks: number[]): void {
    if (chunks.length === 0) return
    for (let done = 0; done < chunks.length;) {
      const at = this.#freed % this.#most
      const count = Math.min(chunks.length - done, this.#most - at)
      const slots = Buffer.alloc(count * 4)
      for (let i = 0; i < count; i++) {
        const chunk = chunks[done + i] ?? 0
        slots.writeUInt32LE(chunk + 1, i * 4)
        this.#taken[chunk] = 0
      }
      writeSync(this.#fd, slots, 0, slots.length, this.#freeSlots + at * 4)
      this.#freed = (this.#freed + count) >>> 0
      done += count
    }
    this.#store(this.#base + eventsFreeTail, this.#freed)
  }

  #takeDict(): Uint8Array[] {
    this.#readWords()
    const end = this.#words.readUInt32LE(eventsDictPos)
    const frames: Uint8Array[] = []
    if (end === this.#dict) return frames
    if (end > dictSize) throw errors.ring('the program overwrote it')
    const bytes = Buffer.alloc(end - this.#dict)
    readSync(this.#fd, bytes, 0, bytes.length, this.#dictAt + this.#dict)
    for (let at = 0; at < bytes.length;) {
      const length = bytes.readUInt16LE(at)
      frames.push(encodeFrame(frameDict, bytes.subarray(at + 2, at + 2 + length)))
      at += 2 + length
    }
    this.#dict = end
    return frames
  }

  #readTable(used: number): void {
    if (used > this.#most) throw errors.ring('the program overwrote it')
    const size = used * chunkEntrySize
    if (this.#table.length < size) this.#table = Buffer.alloc(2 * size)
    readSync(this.#fd, this.#table, 0, size, this.#tableAt)
  }

  #readWords(): void {
    readSync(this.#fd, this.#words, 0, this.#words.length, this.#base)
  }

  /** A word that the program counts in by itself. */
  #word(at: number): number {
    return this.#big ? this.#words.readUInt32BE(at) : this.#words.readUInt32LE(at)
  }

  #store(at: number, value: number): void {
    const word = Buffer.alloc(4)
    word.writeUInt32LE(value >>> 0)
    writeSync(this.#fd, word, 0, 4, at)
  }

  /** Every page is there before the program may touch it: a full disk shows here. */
  #grant(chunks: number): void {
    if (chunks <= this.#granted) return
    const from = this.#chunksAt + this.#granted * chunkSize
    try {
      fill(this.#fd, from, (chunks - this.#granted) * chunkSize)
    } catch {
      if (this.#granted === 0) throw errors.ring('there is no room for it')
      return // what is there has to do
    }
    this.#granted = chunks
    this.#store(this.#base + eventsGranted, chunks)
  }
}

/** Bytes of a chunk, and where they are. */
interface Piece {
  m: number
  number: number
  from: number
  length: number
  at: number
}

/** Pieces that become frames in one buffer. */
class Batch {
  readonly #pieces: Piece[] = []
  #size = 0

  add(piece: Piece): void {
    this.#pieces.push(piece)
    this.#size += headMost + piece.length
  }

  read(fd: number): Uint8Array {
    const frames = Buffer.allocUnsafe(this.#size)
    let end = 0
    for (const { m, number, from, length, at } of this.#pieces) {
      end = writeEventsHead(frames, end, m, number, from, length)
      readSync(fd, frames, end, length, at)
      end += length
    }
    return frames.subarray(0, end)
  }
}

const zeros = Buffer.alloc(1 << 20)

/** Writes zeros. */
export function fill(fd: number, from: number, length: number): void {
  for (let done = 0; done < length;) {
    done += writeSync(fd, zeros, 0, Math.min(zeros.length, length - done), from + done)
  }
}
