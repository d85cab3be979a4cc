import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { ProgramOutput } from '@gorv/core'
import type { Process } from './process.ts'

/**
 * The program's output while its terminal is drawn on: shown by the renderer
 * meanwhile, and written out whole once the terminal is free again.
 */
export class CapturedOutput {
  readonly #fd: number
  readonly #proc: Process
  #parts: { stream: 'stdout' | 'stderr'; length: number }[] = []
  #released = false

  constructor(proc: Process) {
    this.#proc = proc
    const dir = mkdtempSync(join(tmpdir(), 'gorv-out-'))
    this.#fd = openSync(join(dir, 'output'), 'wx+')
    rmSync(dir, { recursive: true })
  }

  take(source: Readable, stream: 'stdout' | 'stderr', show: (output: ProgramOutput) => void): void {
    source.on('data', (bytes: Buffer) => {
      if (this.#released) {
        this.#proc[stream].write(bytes)
        return
      }
      writeSync(this.#fd, bytes)
      const last = this.#parts.at(-1)
      if (last?.stream === stream) last.length += bytes.length
      else this.#parts.push({ stream, length: bytes.length })
      show({ stream, bytes })
    })
  }

  /** Writes everything out in the order in which it came; what comes later goes straight through. */
  release(): void {
    if (this.#released) return
    this.#released = true
    let at = 0
    for (const part of this.#parts) {
      for (let left = part.length; left > 0;) {
        const bytes = Buffer.alloc(Math.min(left, 1 << 16))
        const got = readSync(this.#fd, bytes, 0, bytes.length, at)
        this.#proc[part.stream].write(bytes.subarray(0, got))
        at += got
        left -= got
      }
    }
    closeSync(this.#fd)
  }
}
