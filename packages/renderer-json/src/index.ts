import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import {
  defineRenderer,
  rendererStream,
  type RendererContext,
  type RenderSession,
  type StreamLine,
} from '@gorv/core'

/** NDJSON: a hello, each snapshot, an end; one object a line, as in stream.schema.json. */
export default defineRenderer({
  apiVersion: 1,
  name: 'json',
  extension: '.ndjson',
  snapshots: 'every',
  open: (context) => new JsonSession(context),
})

class JsonSession implements RenderSession {
  readonly #file: ReturnType<typeof createWriteStream> | undefined
  readonly #out: ReturnType<typeof rendererStream> | RendererContext['data']
  readonly #files: string[]

  constructor(context: RendererContext) {
    this.#files = context.output === undefined ? [] : [context.output]
    this.#file = context.output === undefined ? undefined : createWriteStream(context.output)
    this.#out = this.#file ? rendererStream(this.#file) : context.data
  }

  hello(line: StreamLine): Promise<void> {
    return this.#write(line)
  }

  snapshot(line: StreamLine): Promise<void> {
    return this.#write(line)
  }

  async end(line: StreamLine): Promise<{ files: string[] }> {
    await this.#write(line)
    if (this.#file) {
      this.#file.end()
      await once(this.#file, 'finish')
    }
    return { files: this.#files }
  }

  close(): void {
    this.#file?.destroy()
  }

  #write(line: StreamLine): Promise<void> {
    return this.#out.write(JSON.stringify(line) + '\n')
  }
}
