import { deflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import type { RendererContext, RenderResult, RenderSession, RunEnd } from '@gorv/core'
import { chunkTag, pageHead, pageTail } from './page.ts'
import { Shears, type Cut } from './shears.ts'
import { FileSink, StreamSink, type Sink } from './sink.ts'

const deflate = promisify(deflateRaw)

/** Recording bytes in one tag. Browsers cut a text of half a gigabyte without a word. */
const chunkBytes = 1 << 20
/** Bytes of exact events in one report: some 20 million, as much as a browser has room and time for. */
const mostEvents = 64 << 20

/** Writes the report as the recording comes: memory is bounded by a chunk. */
export class HtmlSession implements RenderSession {
  readonly #context: RendererContext
  #sink: Sink | undefined
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #bytes = 0
  #chunks = 0
  #begun = false
  readonly #shears: Shears

  constructor(context: RendererContext, most = mostEvents) {
    this.#context = context
    this.#shears = new Shears(most)
    this.#sink =
      context.output === undefined ? new StreamSink(context.data) : new FileSink(context.output)
  }

  hello(): void {
    this.#begun = true
  }

  async recording(bytes: Uint8Array): Promise<void> {
    for (const part of this.#shears.take(bytes)) {
      this.#waiting.push(part)
      this.#waitingBytes += part.length
    }
    if (this.#waitingBytes >= chunkBytes) await this.#flush()
  }

  /** A program that never said hello leaves nothing to show, and so no file. */
  async end(end: RunEnd): Promise<RenderResult> {
    if (!this.#begun || !this.#sink) return { files: [] }
    await this.#flush()
    const { cut } = this.#shears
    const trailer = { chunks: this.#chunks, bytes: this.#bytes, end, ...(cut ? { cut } : {}) }
    await this.#sink.write(pageTail(trailer))
    await this.#sink.finish()
    this.#sink = undefined
    if (cut) this.#context.note(cutNote(cut))
    return { files: this.#context.output === undefined ? [] : [this.#context.output] }
  }

  async close(): Promise<void> {
    await this.#sink?.abandon()
  }

  async #flush(): Promise<void> {
    if (this.#waitingBytes === 0 || !this.#sink) return
    if (this.#chunks === 0) await this.#sink.write(pageHead({ title: this.#context.title }))
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    // A chunk stands by itself, so that a cut report shows all that came before.
    await this.#sink.write(chunkTag(await deflate(bytes)))
    this.#bytes += bytes.length
    this.#chunks++
  }
}

function cutNote({ events, of, length }: Cut): string {
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  const seconds = (length / 1e9).toFixed(3)
  return `the report is cut: it holds the first ${seconds} s, ${mib(events)} of ${mib(of)} of events; --record run.gorv keeps everything`
}
