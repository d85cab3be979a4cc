import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import {
  defineRenderer,
  rendererStream,
  type RendererContext,
  type RenderSession,
  type SchedEvent,
  type StandardSchemaV1,
  type StreamLine,
} from '@gorv/core'

interface JsonOptions {
  /** Writes exact events too, where the recording holds any. */
  events: boolean
}

const options: StandardSchemaV1<unknown, JsonOptions> = {
  '~standard': {
    version: 1,
    vendor: 'gorv',
    validate: (value) => {
      const { events = 'false', ...others } = value as Record<string, unknown>
      const [stranger] = Object.keys(others)
      if (stranger !== undefined) {
        return { issues: [{ message: `has no option ${stranger}; there is events=true` }] }
      }
      if (events === 'true' || events === 'false') return { value: { events: events === 'true' } }
      return { issues: [{ message: 'is true or false', path: ['events'] }] }
    },
  },
}

/** NDJSON: a hello, each snapshot, an end; one object a line, as in stream.schema.json. */
export default defineRenderer({
  apiVersion: 1,
  name: 'json',
  extension: '.ndjson',
  snapshots: 'every',
  options,
  open: (context) => new JsonSession(context),
})

class JsonSession implements RenderSession {
  readonly #context: RendererContext<JsonOptions>
  #file: ReturnType<typeof createWriteStream> | undefined
  #out: RendererContext['data'] | undefined

  /** Not there where nobody asked for events: then none are made. */
  readonly events?: (batch: SchedEvent[]) => Promise<void>

  constructor(context: RendererContext<JsonOptions>) {
    this.#context = context
    if (context.options.events) this.events = (batch) => this.#events(batch)
  }

  hello(line: StreamLine): Promise<void> {
    return this.#write(line)
  }

  snapshot(line: StreamLine): Promise<void> {
    return this.#write(line)
  }

  async #events(batch: SchedEvent[]): Promise<void> {
    // Few writes of many lines: there are millions.
    for (let at = 0; at < batch.length; at += 1000) {
      const lines = batch.slice(at, at + 1000).map((line) => JSON.stringify(line))
      await this.#writeText(lines.join('\n') + '\n')
    }
  }

  async end(line: StreamLine): Promise<{ files: string[] }> {
    await this.#write(line)
    if (this.#file) {
      this.#file.end()
      await once(this.#file, 'finish')
    }
    return { files: this.#context.output === undefined ? [] : [this.#context.output] }
  }

  close(): void {
    this.#file?.destroy()
  }

  #write(line: StreamLine): Promise<void> {
    return this.#writeText(JSON.stringify(line) + '\n')
  }

  #writeText(text: string): Promise<void> {
    this.#out ??= this.#open()
    return this.#out.write(text)
  }

  /** Not before there is something to write: what is no recording overwrites nothing. */
  #open(): RendererContext['data'] {
    const { output, data } = this.#context
    if (output === undefined) return data
    this.#file = createWriteStream(output)
    return rendererStream(this.#file)
  }
}
