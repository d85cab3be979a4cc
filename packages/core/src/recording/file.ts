import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { errors, messageOf } from '../errors.ts'
import { recordingMagic } from '../wire/index.ts'
import { sleep, type RecordingSource } from './source.ts'

/** Bytes read at once. */
const most = 1 << 18

/** Reads a recording from a file; one that is still growing if `ended` is given. */
export class FileRecording implements RecordingSource {
  readonly #path: string
  readonly #fd: number
  readonly #ended: () => boolean
  #at = 0

  /** `ended` says whether nothing more will be appended; default: at once. */
  constructor(path: string, ended: () => boolean = () => true) {
    this.#path = path
    this.#ended = ended
    try {
      this.#fd = openSync(path, 'r')
    } catch (error) {
      throw errors.noRecording(path, messageOf(error))
    }
  }

  async next(): Promise<Uint8Array | undefined> {
    for (let waited = 0; waited < 100; waited += 20) {
      const ended = this.#ended()
      const bytes = this.#read()
      if (bytes.length > 0) {
        // Whoever writes what is still growing may be in this process, and has its turn.
        await new Promise((resolve) => setImmediate(resolve))
        return bytes
      }
      if (ended) return undefined
      await sleep(20)
    }
    return new Uint8Array(0)
  }

  #read(): Uint8Array {
    try {
      const file = fstatSync(this.#fd)
      const left = file.isFile() ? Math.max(0, file.size - this.#at) : most
      const bytes = Buffer.allocUnsafe(Math.min(left, most))
      const got = readSync(this.#fd, bytes, 0, bytes.length, this.#at)
      this.#at += got
      return bytes.subarray(0, got)
    } catch (error) {
      throw errors.noRecording(this.#path, messageOf(error))
    }
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** Writes a recording as it comes. After an error it keeps quiet and says what went wrong. */
export class RecordingWriter {
  readonly path: string
  readonly #fd: number
  error: string | undefined
  /** What was written can be read again: a file, no pipe or device. */
  readonly readable: boolean

  /** Throws UNWRITABLE. */
  constructor(path: string) {
    this.path = path
    try {
      this.#fd = openSync(path, 'w')
      this.readable = fstatSync(this.#fd).isFile()
    } catch (error) {
      throw errors.unwritable(path, messageOf(error))
    }
  }

  write(bytes: Uint8Array): void {
    if (this.error !== undefined) return
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at)
    } catch (error) {
      this.error = messageOf(error)
    }
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** Passes a recording on and writes it on the way. */
export class TeeRecording implements RecordingSource {
  readonly #source: RecordingSource
  readonly #writer: RecordingWriter

  constructor(source: RecordingSource, writer: RecordingWriter) {
    this.#source = source
    this.#writer = writer
  }

  async next(): Promise<Uint8Array | undefined> {
    const bytes = await this.#source.next()
    if (bytes && bytes.length > 0) this.#writer.write(bytes)
    return bytes
  }
}

/** Whether these are the first bytes of a recording. */
export function looksLikeRecording(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, recordingMagic.length)).toString('latin1') === recordingMagic
}
