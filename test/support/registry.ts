import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { h1, zip, type ZipEntry } from './archives.ts'
import { TestDatabase } from './checksum-db.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void
const toolchain = 'golang.org/toolchain'

/** What a downloaded Go is made of as far as a test of downloading cares. */
export const smallGo: Record<string, string> = {
  VERSION: 'go1.22.5',
  'bin/go': '#!/bin/sh\necho it runs\n',
  'pkg/tool/linux_amd64/compile': 'compile',
  'src/_go.mod': 'module std\n',
  'src/fmt/print.go': 'package fmt\n',
  'src/internal/abi/abi.go': 'package abi\n',
  'src/internal/trace/testdata/x.go': 'package x\n',
  'src/runtime/proc.go': 'package runtime\n',
  'src/runtime/proc_test.go': 'package runtime\n',
  'src/runtime/runtime2.go': `package runtime\n//${'x'.repeat(5000)}\n`,
}

/** A module proxy with a checksum database, and an official site at /dl, on this machine; with faults on demand. */
export class Registry {
  readonly database = new TestDatabase()
  /** Of the paths of all requests, in order; with ` from N` where a part was asked for. */
  readonly log: string[] = []
  readonly #files = new Map<string, Buffer | string>()
  readonly #faults = new Map<string, Handler[]>()
  readonly #site: { version: string; files: { filename: string; sha256: string }[] }[] = []
  readonly #server: Server
  etag = true

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The environment in which this is the proxy. */
  get env(): NodeJS.ProcessEnv {
    return { GOPROXY: this.url, GOSUMDB: this.database.key, GORV_GO_DOWNLOADS: `${this.url}/dl` }
  }

  /** Where a toolchain's zip is. */
  path(version: string, platform = 'linux-amd64'): string {
    return `/${toolchain}/@v/v0.0.1-${version}.${platform}.zip`
  }

  /** Offers a toolchain made of these files; gives the zip. */
  add(version: string, files: Record<string, string> = smallGo, platform = 'linux-amd64'): Buffer {
    const prefix = `${toolchain}@v0.0.1-${version}.${platform}/`
    return this.addZip(
      version,
      Object.entries(files).map(([name, data]) => ({ name: prefix + name, data })),
      platform,
    )
  }

  addZip(version: string, entries: ZipEntry[], platform = 'linux-amd64'): Buffer {
    const bytes = zip(entries)
    this.database.add(toolchain, `v0.0.1-${version}.${platform}`, h1(entries))
    this.#files.set(this.path(version, platform), bytes)
    return bytes
  }

  /** Offers a real zip of the module cache, with the hash that go found beside it. */
  addReal(version: string, file: string, platform = 'linux-amd64'): void {
    const hash = readFileSync(`${file}hash`, 'utf8').trim()
    this.database.add(toolchain, `v0.0.1-${version}.${platform}`, hash)
    this.#files.set(this.path(version, platform), file)
  }

  /** Offers an archive as the official site does. */
  addOfficial(version: string, filename: string, bytes: Buffer): void {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.#site.push({ version, files: [{ filename, sha256 }] })
    this.#files.set(`/dl/${filename}`, bytes)
  }

  /** The next requests of this path are answered so, one after the other. */
  fault(path: string, ...handlers: Handler[]): void {
    this.#faults.set(path, handlers)
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? ''
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    this.log.push(from > 0 ? `${path} from ${from}` : path)
    const fault = this.#faults.get(path)?.shift()
    if (fault) return fault(request, response)
    const database = `/sumdb/${this.database.name}/`
    const bytes = path.startsWith(database)
      ? this.database.answer(path.slice(database.length))
      : path === `/${toolchain}/@v/list`
        ? this.#list()
        : path.startsWith('/dl/?')
          ? JSON.stringify(this.#site)
          : this.#files.get(path)
    if (bytes === undefined) return void status(404)(request, response)
    if (path.endsWith('.zip') && typeof bytes === 'string') createReadStream(bytes).pipe(response)
    else this.#send(Buffer.from(bytes), from, request, response)
  }

  #send(bytes: Buffer, from: number, request: IncomingMessage, response: ServerResponse): void {
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
    if (this.etag) response.setHeader('etag', etag)
    const fits = [undefined, etag].includes(request.headers['if-range'] as string | undefined)
    const part = this.etag && from > 0 && fits ? bytes.subarray(from) : bytes
    if (part !== bytes) {
      response.statusCode = 206
      response.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`)
    }
    response.setHeader('content-length', part.length)
    response.end(part)
  }

  #list(): string {
    const names = [...this.#files.keys()].filter((path) => path.startsWith(`/${toolchain}/@v/`))
    return names.map((path) => `${path.slice(`/${toolchain}/@v/`.length, -4)}\n`).join('')
  }
}

export function status(code: number): Handler {
  return (_request, response) => {
    response.statusCode = code
    response.end(`${code}`)
  }
}

/** Sends so many of the bytes that it announces, and then closes the connection, or does nothing any more. */
export function cut(bytes: Buffer, after: number, then: 'close' | 'stall', etag?: string): Handler {
  return (_request, response) => {
    response.setHeader('content-length', bytes.length)
    if (etag !== undefined) response.setHeader('etag', etag)
    response.write(bytes.subarray(0, after))
    if (then === 'close') setTimeout(() => response.destroy(), 300)
  }
}
