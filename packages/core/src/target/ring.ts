import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errors, messageOf } from '../errors.ts'
import type { Attach } from '../exposure/index.ts'
import {
  ringEvents,
  ringEventsFlags,
  ringHeaderSize,
  ringMagic,
  ringNonce,
  ringReadPos,
  ringSize,
  ringWritePos,
} from '../wire/index.ts'
import { Chunks, eventsSize, fill } from './chunks.ts'

export interface RingOptions {
  /** Bytes of the ring. */
  size?: number
  events?: {
    /** How many chunks there may be. */
    chunks: number
    /** Bits events*. */
    flags: number
    /** Of the program's machine. */
    endian: 'little' | 'big'
  }
}

/**
 * gorv's end of the shared memory that a watched program writes frames to: a
 * file that the program maps, nameless where it can inherit a descriptor. The program never waits for it; when
 * the ring is full the sampler leaves snapshots out and counts them.
 */
export class Ring {
  /** To be passed to the program. */
  readonly fd: number
  /** Where the program opens it by name, until it is there. */
  readonly path: string | undefined
  readonly nonce: string
  readonly size: number
  #read = 0
  readonly #words = Buffer.alloc(8)

  /** Exact events, if the program is to record any. */
  readonly chunks: Chunks | undefined

  /** Throws RING where no memory can be had. */
  constructor(attach: Attach = 'descriptor', options: RingOptions = {}) {
    // Exact events have their own place: what is left for the ring is little.
    const size = (this.size = options.size ?? (options.events ? 2 << 20 : 8 << 20))
    const most = options.events?.chunks ?? 0
    const nonce = randomBytes(16)
    this.nonce = nonce.toString('hex')
    const name = `gorv-${process.pid}-${randomBytes(6).toString('hex')}`
    const path = join(roomyDir(size), name)
    let fd: number | undefined
    try {
      fd = openSync(path, 'wx+', 0o600)
      if (attach === 'descriptor') unlinkSync(path)
      const header = Buffer.alloc(ringHeaderSize)
      header.write(ringMagic, 0, 'latin1')
      nonce.copy(header, ringNonce)
      header.writeBigUInt64LE(BigInt(size), ringSize)
      header.writeUInt32LE(most, ringEvents)
      header.writeUInt32LE(options.events?.flags ?? 0, ringEventsFlags)
      writeSync(fd, header, 0, header.length, 0)
      // Every page is there before the program maps it: a full disk must show
      // here, not as SIGBUS in the program.
      fill(fd, ringHeaderSize, size)
      if (fstatSync(fd).size !== ringHeaderSize + size) throw new Error('short write')
      if (most > 0) {
        ftruncateSync(fd, ringHeaderSize + size + eventsSize(most))
        this.chunks = new Chunks(fd, ringHeaderSize + size, most, options.events?.endian)
      }
    } catch (error) {
      if (fd !== undefined) closeSync(fd)
      rmSync(path, { force: true })
      throw errors.ring(messageOf(error))
    }
    this.fd = fd
    this.path = attach === 'file' ? path : undefined
  }

  /** Bytes that wait to be read. */
  available(): number {
    readSync(this.fd, this.#words, 0, 8, ringWritePos)
    const available = Number(this.#words.readBigUInt64LE()) - this.#read
    if (available < 0 || available > this.size) throw errors.ring('the program overwrote it')
    return available
  }

  /** Takes up to `max` bytes out; empty if there are none. The result is the caller's. */
  take(max = 1 << 20): Buffer {
    const at = this.#read % this.size
    const length = Math.min(this.available(), max, this.size - at)
    const bytes = Buffer.alloc(length)
    if (length === 0) return bytes
    const got = readSync(this.fd, bytes, 0, length, ringHeaderSize + at)
    if (got !== length) throw errors.ring('it was cut short')
    this.#read += length
    this.#words.writeBigUInt64LE(BigInt(this.#read))
    writeSync(this.fd, this.#words, 0, 8, ringReadPos)
    return bytes
  }

  /** Of what the program writes most of. */
  get room(): number {
    return this.chunks?.room ?? this.size
  }

  /** Frames of all exact events that were recorded so far. */
  events(): Uint8Array[] {
    return this.chunks?.take() ?? []
  }

  /** The program has mapped it, or never will: takes its name away. */
  hide(): void {
    if (this.path === undefined) return
    try {
      rmSync(this.path, { force: true })
    } catch {
      // Windows keeps what is mapped; close() comes once more.
    }
  }

  close(): void {
    closeSync(this.fd)
    this.hide()
  }
}

/** Memory rather than disk where there is enough of it. */
function roomyDir(size: number): string {
  try {
    const shm = statfsSync('/dev/shm')
    if (shm.bavail * shm.bsize > 4 * size) return '/dev/shm'
  } catch {
    // not this system's way
  }
  return tmpdir()
}
