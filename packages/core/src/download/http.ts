import { createReadStream, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EnvHttpProxyAgent, interceptors, request, type Dispatcher } from 'undici'
import { certificates } from './certificates.ts'
import { FetchFailure, reason } from './failure.ts'
import { proxyOf } from './urls.ts'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Readable
}

const attempts = 4

/** Requests as the user's environment wants them made. file:// is answered as a server would. */
export class Http {
  readonly #dispatcher: Dispatcher
  readonly #stallMs: number

  constructor(env: NodeJS.ProcessEnv) {
    // Tests have less patience.
    this.#stallMs = Number(env['GORV_STALL_MS']) || 30_000
    const ca = certificates(env)
    this.#dispatcher = new EnvHttpProxyAgent({
      // Never undefined, at which undici would look at this process' own environment.
      httpProxy: proxyOf(env, 'HTTP_PROXY'),
      httpsProxy: proxyOf(env, 'HTTPS_PROXY'),
      noProxy: [env['NO_PROXY'] || env['no_proxy'] || '', 'localhost,127.0.0.1,[::1]'].join(','),
      proxyTunnel: false,
      headersTimeout: this.#stallMs,
      bodyTimeout: this.#stallMs,
      connect: { timeout: this.#stallMs, ...(ca && { ca }) },
      ...(ca && { requestTls: { ca }, proxyTls: { ca } }),
    }).compose(interceptors.redirect({ maxRedirections: 5 }))
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy()
  }

  /** A small thing as a whole; `limit` bytes at most. */
  async read(url: string, limit = 20e6): Promise<Buffer> {
    return persistently(async () => {
      const { body } = await this.open(url)
      const chunks: Buffer[] = []
      let length = 0
      try {
        for await (const chunk of body as AsyncIterable<Buffer>) {
          chunks.push(chunk)
          length += chunk.length
          if (length > limit) throw new FetchFailure(url, 'its answer is too large', 'final')
        }
      } catch (error) {
        throw this.failure(url, error)
      }
      return Buffer.concat(chunks)
    })
  }

  /** Sends one request; gives the answer to it if that has a body to be read. Throws a FetchFailure. */
  async open(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    const target = new URL(url)
    if (target.protocol === 'file:') return openFile(url)
    const credentials = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`
    if (credentials !== ':') {
      headers = {
        ...headers,
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      }
    }
    target.username = target.password = ''
    const answer = await request(target, { dispatcher: this.#dispatcher, headers }).catch(
      (error: unknown) => {
        throw this.failure(url, error)
      },
    )
    const status = answer.statusCode
    if (status === 200 || status === 206 || status === 416) {
      return { status, headers: answer.headers, body: answer.body }
    }
    await answer.body.dump().catch(() => {})
    const absent = status === 404 || status === 410
    const transient = status >= 500 || status === 429 || status === 408
    const kind = absent ? 'absent' : transient ? 'transient' : 'final'
    throw new FetchFailure(url, `the server answered ${status}`, kind)
  }

  /** What an error while a body was read, or before, means. */
  failure(url: string, error: unknown): FetchFailure {
    if (error instanceof FetchFailure) return error
    const { code = '' } = error as NodeJS.ErrnoException
    if (/TIMEOUT/.test(code)) {
      return new FetchFailure(url, `nothing came for ${this.#stallMs / 1000} s`, 'transient')
    }
    const why = reason(error)
    if (code === 'UND_ERR_SOCKET') return new FetchFailure(url, `cut: ${why}`, 'transient')
    // A name that does not exist and a certificate that does not fit stay as they are.
    const passing =
      /^(ECONNRESET|ECONNREFUSED|EPIPE|EAI_AGAIN|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_.*MISMATCH.*)$/
    return new FetchFailure(url, why, passing.test(code) ? 'transient' : 'final')
  }
}

/** Does it again, with longer and longer pauses, where that may help; `note` is told why. */
export async function persistently<T>(
  attempt: () => Promise<T>,
  note: (message: string) => void = () => {},
): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof FetchFailure && error.transient) || n === attempts) throw error
      note(`${error.url}: ${error.message}; trying again…`)
      await sleep(250 * 2 ** n * (0.75 + Math.random() / 2))
    }
  }
}

function openFile(url: string): Answer {
  const path = fileURLToPath(url)
  try {
    const size = statSync(path).size
    return {
      status: 200,
      headers: { 'content-length': String(size) },
      body: createReadStream(path),
    }
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new FetchFailure(url, reason(error), absent ? 'absent' : 'final')
  }
}
