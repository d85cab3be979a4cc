import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { downloadSource, downloadToolchain, hostPlatform } from '@gorv/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Downloads, failure, linux } from '../support/download.ts'
import { cut, Registry, smallGo, status } from '../support/registry.ts'

const version = 'go1.22.5'
let registry: Registry
let at: Downloads

beforeAll(async () => {
  registry = await new Registry().start()
})
afterAll(() => registry.stop())
beforeEach(() => {
  at = new Downloads(registry)
  registry.log.length = 0
  registry.etag = true
})

const zips = () => registry.log.filter((path) => path.includes('.zip'))

test('a toolchain: names, modes, go.mod as cmd/go has them; the second time nothing is asked', async () => {
  registry.add(version)
  const goroot = await at.get(version)
  expect(goroot).toBe(join(at.cache, 'toolchain', `${version}.linux-amd64`))
  expect(readFileSync(join(goroot, 'src/go.mod'), 'utf8')).toBe('module std\n')
  expect(existsSync(join(goroot, 'src/_go.mod'))).toBe(false)
  expect(statSync(join(goroot, 'bin/go')).mode & 0o111).toBe(0o111)
  expect(statSync(join(goroot, 'pkg/tool/linux_amd64/compile')).mode & 0o111).toBe(0o111)
  expect(statSync(join(goroot, 'VERSION')).mode & 0o111).toBe(0)
  expect(at.files).toHaveLength(Object.keys(smallGo).length)
  expect(at.notes).toEqual([
    expect.stringMatching(
      /^downloading go1\.22\.5 for linux-amd64 \(\d+ kB\) from 127\.0\.0\.1:\d+…$/,
    ),
  ])
  registry.log.length = 0
  expect(await at.get(version)).toBe(goroot)
  expect(await downloadToolchain(version, linux, at.context({}, true))).toBe(goroot)
  expect(registry.log).toEqual([])
})

test('the source alone: all of it, or what the runtime is made of', async () => {
  const { goos, goarch } = hostPlatform()
  registry.add(version, smallGo, `${goos}-${goarch}`)
  const runtime = await downloadSource(version, 'runtime', at.context())
  const files = readdirSync(runtime, { recursive: true, withFileTypes: true })
  expect(
    files
      .filter((file) => file.isFile())
      .map((file) => file.name)
      .sort(),
  ).toEqual(['abi.go', 'proc.go', 'runtime2.go'])
  const all = await downloadSource(version, 'all', at.context())
  expect(readdirSync(join(all, 'src')).sort()).toEqual(['fmt', 'go.mod', 'internal', 'runtime'])
  expect(readdirSync(all)).toEqual(['src'])
  registry.log.length = 0
  // What is there already is enough.
  expect(await downloadSource(version, 'runtime', at.context({}, true))).toBe(all)
  expect(registry.log).toEqual([])
})

test('what was cleaned away from the cache is downloaded anew', async () => {
  const { goos, goarch } = hostPlatform()
  registry.add(version, smallGo, `${goos}-${goarch}`)
  for (const [get, part] of [
    [() => at.get(version, {}, hostPlatform()), 'bin'],
    [() => downloadSource(version, 'runtime', at.context()), 'src'],
  ] as const) {
    at = new Downloads(registry)
    const dir = await get()
    const files = at.files
    rmSync(join(dir, part), { recursive: true })
    expect(await get()).toBe(dir)
    expect(at.files).toEqual(files)
  }
})

test('a cut is gone on with, and what comes of it is right', async () => {
  const bytes = registry.add(version)
  const etag = `"${sha256(bytes).slice(0, 16)}"`
  registry.fault(registry.path(version), cut(bytes, 300, 'close', etag))
  const goroot = await at.get(version)
  expect(readFileSync(join(goroot, 'VERSION'), 'utf8')).toBe('go1.22.5')
  expect(zips()).toEqual([registry.path(version), `${registry.path(version)} from 300`])
  expect(at.notes.at(-2)).toMatch(/zip: cut: .*; trying again…$/)
  expect(at.notes.at(-1)).toMatch(/from \d+% on from/)
})

test('a server that cannot go on is asked for all again', async () => {
  registry.etag = false
  const bytes = registry.add(version)
  registry.fault(registry.path(version), cut(bytes, 300, 'close'))
  await at.get(version)
  expect(zips()).toEqual([registry.path(version), registry.path(version)])
})

test('another file under the same name meanwhile: from the start again', async () => {
  const bytes = registry.add(version)
  registry.fault(
    registry.path(version),
    cut(bytes.map((byte) => ~byte) as Buffer, 300, 'close', '"of yesterday"'),
  )
  const goroot = await at.get(version)
  expect(readFileSync(join(goroot, 'VERSION'), 'utf8')).toBe('go1.22.5')
  expect(zips()).toEqual([registry.path(version), `${registry.path(version)} from 300`])
})

test('a part that turns out wrong is dropped, and the whole taken', async () => {
  const bytes = registry.add(version)
  const bent = Buffer.from(bytes)
  bent.fill(0, 40, 300)
  const etag = `"${sha256(bytes).slice(0, 16)}"`
  registry.fault(registry.path(version), cut(bent, 300, 'close', etag))
  const goroot = await at.get(version)
  expect(readFileSync(join(goroot, 'VERSION'), 'utf8')).toBe('go1.22.5')
  expect(zips()).toHaveLength(3)
})

test('always cut: a clear end, and the next gorv goes on', async () => {
  const bytes = registry.add(version)
  const etag = `"${sha256(bytes).slice(0, 16)}"`
  const always = cut(bytes, 300, 'close', etag)
  registry.fault(registry.path(version), always, status(502), status(502), status(502))
  const error = await failure(at.get(version))
  expect(error).toMatchObject({ code: 'DOWNLOAD', exitCode: 125 })
  expect(error.message).toBe(
    `cannot download ${registry.url}${registry.path(version)}: the server answered 502`,
  )
  expect(at.files).toEqual([
    `v0.0.1-${version}.linux-amd64.zip`,
    `v0.0.1-${version}.linux-amd64.zip.json`,
  ])
  registry.log.length = 0
  await at.get(version)
  expect(zips()).toEqual([`${registry.path(version)} from 300`])
  expect(at.files).toHaveLength(Object.keys(smallGo).length)
})

test('500 once is nothing to speak of; 403 is not asked twice', async () => {
  registry.add(version)
  registry.fault(registry.path(version), status(500))
  await at.get(version)
  at = new Downloads(registry)
  registry.log.length = 0
  registry.fault(registry.path(version), status(403))
  const error = await failure(at.get(version))
  expect(error.message).toContain('the server answered 403')
  expect(zips()).toHaveLength(1)
  expect(at.files).toEqual([])
})

test('a server that goes silent', async () => {
  const bytes = registry.add(version)
  const stall = cut(bytes, 300, 'stall')
  registry.fault(registry.path(version), stall, stall, stall, stall)
  const error = await failure(at.get(version))
  expect(error.message).toContain('nothing came for 0.4 s')
  expect(at.files).toEqual([])
})

test('a file that is too large, by its own word or without end', async () => {
  registry.add(version)
  registry.fault(registry.path(version), (_request, response) => {
    response.setHeader('content-length', 2e9)
    response.flushHeaders()
  })
  expect((await failure(at.get(version))).message).toMatch(/: it has 2000 MB$/)
  registry.fault(registry.path(version), (_request, response) => {
    Readable.from(endless()).pipe(response)
  })
  expect((await failure(at.get(version))).message).toMatch(/: it has more than 1000 MB$/)
  expect(at.files).toEqual([])
})

test('an unknown release is a usage error that names the nearest', async () => {
  registry.add('go1.22.4')
  registry.add(version)
  for (const code of [404, 410]) {
    registry.fault(registry.path('go1.22.99'), status(code))
    const error = await failure(at.get('go1.22.99'))
    expect(error).toMatchObject({ code: 'UNKNOWN_RELEASE', exitCode: 2 })
    expect(error.message).toBe('no place that GOPROXY names has go1.22.99 for linux-amd64')
    expect(error.hint).toContain('go1.22.4, go1.22.5')
  }
  expect(await failure(at.get('tip'))).toMatchObject({ code: 'UNKNOWN_RELEASE', exitCode: 2 })
  expect(at.files).toEqual([])
})

test('the next proxy: after 404 with a comma, after anything with a bar', async () => {
  registry.add(version)
  const broken = await new Registry().start()
  const supported = `/sumdb/${registry.database.name}/supported`
  const other = `${broken.url},${registry.url}`
  broken.fault(supported, status(404))
  await at.get(version, { GOPROXY: other })

  at = new Downloads(registry)
  const fails = Array.from({ length: 20 }, () => status(403))
  broken.fault(supported, ...fails)
  const error = await failure(at.get(version, { GOPROXY: other }))
  expect(error.message).toContain('403')
  await at.get(version, { GOPROXY: `${broken.url}|${registry.url}` })
  broken.stop()
})

test('credentials are sent, and never shown', async () => {
  registry.add(version)
  const proxy = registry.url.replace('//', '//user:secret@')
  let authorization: string | undefined
  registry.fault(registry.path(version), (request, response) => {
    authorization = request.headers.authorization
    status(403)(request, response)
  })
  const error = await failure(at.get(version, { GOPROXY: proxy }))
  expect(error.message).toContain(`${registry.url}${registry.path(version)}`)
  expect(authorization).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`)
  expect(at.notes.join('')).not.toContain('secret')
})

test('offline, and GOPROXY=off', async () => {
  registry.add(version)
  const offline = await failure(downloadToolchain(version, linux, at.context({}, true)))
  expect(offline).toMatchObject({ code: 'OFFLINE', exitCode: 125 })
  expect(offline.message).toContain('go1.22.5 for linux-amd64')
  expect(await failure(at.get(version, { GOPROXY: 'off' }))).toMatchObject({ code: 'PROXY_OFF' })
  expect(registry.log).toEqual([])
  expect(at.files).toEqual([])
})

function* endless(): Generator<Buffer> {
  const megabyte = Buffer.alloc(1e6)
  for (;;) yield megabyte
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
