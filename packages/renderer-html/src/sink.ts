import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import type { RendererStream } from '@gorv/core'

/** Where the report's text goes. */
export interface Sink {
  write(text: string): Promise<void>
  /** All is written: the report takes its place. */
  finish(): Promise<void>
  /** Leaves what was there before as it was. */
  abandon(): Promise<void>
}

/**
 * A file that appears whole or not at all: written beside its place, then
 * renamed. What is no regular file (a device, a pipe) is written to directly.
 */
export class FileSink implements Sink {
  readonly #wanted: string
  #path = ''
  #file: Promise<{ handle: FileHandle; path: string }> | undefined

  constructor(path: string) {
    this.#wanted = path
  }

  async write(text: string): Promise<void> {
    if (!this.#file) {
      // A symbolic link stays one.
      this.#path = await realpath(this.#wanted).catch(() => this.#wanted)
      this.#file = openBeside(this.#path)
    }
    const { handle } = await this.#file
    await handle.appendFile(text)
  }

  async finish(): Promise<void> {
    const file = await this.#file
    if (!file) return
    await file.handle.close()
    if (file.path !== this.#path) await rename(file.path, this.#path)
    this.#file = undefined
  }

  async abandon(): Promise<void> {
    const file = await this.#file?.catch(() => undefined)
    this.#file = undefined
    if (!file) return
    await file.handle.close().catch(() => {})
    if (file.path !== this.#path) await rm(file.path, { force: true })
  }
}

async function openBeside(path: string): Promise<{ handle: FileHandle; path: string }> {
  const there = await stat(path).catch(() => undefined)
  if (there && !there.isFile()) return { handle: await open(path, 'w'), path }
  const beside = `${path}.${process.pid}.tmp`
  try {
    return {
      handle: await open(beside, 'wx', there ? there.mode & 0o777 : undefined),
      path: beside,
    }
  } catch (error) {
    // A folder that takes no new file may still hold one that can be written.
    if (!there) throw error
    return { handle: await open(path, 'w'), path }
  }
}

/** `-o -` */
export class StreamSink implements Sink {
  readonly #stream: RendererStream

  constructor(stream: RendererStream) {
    this.#stream = stream
  }

  write(text: string): Promise<void> {
    return this.#stream.write(text)
  }

  async finish(): Promise<void> {}

  async abandon(): Promise<void> {}
}
