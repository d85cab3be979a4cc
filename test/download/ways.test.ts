import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { downloadSource, listReleases } from '@gorv/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tarGz, zip } from '../support/archives.ts'
import { Downloads, failure, linux } from '../support/download.ts'
import { run, tempDir } from '../support/gorv.ts'
import { root } from '../support/paths.ts'
import { Registry } from '../support/registry.ts'

const version = 'go1.22.5'
let registry: Registry
let at: Downloads

beforeAll(async () => {
  registry = await new Registry().start()
  registry.add(version)
})
afterAll(() => registry.stop())
beforeEach(() => {
  at = new Downloads(registry)
  registry.log.length = 0
})

describe('direct: the official site', () => {
  const windows = { goos: 'windows', goarch: 'amd64' }

  test('after a proxy that has nothing; zip on Windows, the source without programs', async () => {
    const site = await new Registry().start()
    const files = { 'go/VERSION': version, 'go/bin/go.exe': 'MZ', 'go/src/runtime/proc.go': 'x' }
    const entries = Object.entries(files).map(([name, data]) => ({ name, data }))
    site.addOfficial(version, `${version}.windows-amd64.zip`, zip([{ name: 'go/' }, ...entries]))
    site.addOfficial(
      version,
      `${version}.src.tar.gz`,
      tarGz([{ name: 'go/', type: '5' }, ...entries]),
    )
    const env = { ...site.env, GOPROXY: `${site.url},direct` }
    const here = new Downloads(site)
    const goroot = await here.get(version, env, windows)
    expect(readFileSync(join(goroot, 'bin/go.exe'), 'utf8')).toBe('MZ')
    const source = await downloadSource(version, 'all', here.context(env))
    expect(readFileSync(join(source, 'src/runtime/proc.go'), 'utf8')).toBe('x')
    expect(existsSync(join(source, 'bin'))).toBe(false)
    const missing = await failure(downloadSource('go1.22.6', 'all', here.context(env)))
    expect(missing).toMatchObject({ code: 'DOWNLOAD', exitCode: 125 })
    expect(missing.message).toContain('the source of go1.22.6')
    site.stop()
  })
})

test('the releases for a platform, oldest first', async () => {
  const own = await new Registry().start()
  for (const one of ['go1.22.10', 'go1.22.9', 'go1.23rc1', 'go1.23.0', 'go1.9']) own.add(one)
  own.add('go1.21.0', {}, 'darwin-arm64')
  const here = new Downloads(own)
  const expected = ['go1.9', 'go1.22.9', 'go1.22.10', 'go1.23rc1', 'go1.23.0']
  expect(await listReleases(linux, here.context())).toEqual(expected)
  own.addOfficial('go1.22.1', 'go1.22.1.linux-amd64.tar.gz', tarGz([]))
  own.addOfficial('go1.20', 'go1.20.linux-amd64.tar.gz', tarGz([]))
  own.addOfficial('go1.20', 'go1.20.src.tar.gz', tarGz([]))
  const direct = here.context({ GOPROXY: 'direct' })
  expect(await listReleases(linux, direct)).toEqual(['go1.20', 'go1.22.1'])
  expect(await failure(listReleases(linux, here.context({}, true)))).toMatchObject({
    code: 'OFFLINE',
  })
  own.stop()
})

test('redirects are followed, without the credentials where they lead elsewhere', async () => {
  const seen: (string | undefined)[] = []
  const elsewhere = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.end(registry.add(version))
  })
  const port = await listen(elsewhere)
  registry.fault(registry.path(version), (_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/storage` }).end()
  })
  await at.get(version, { GOPROXY: registry.url.replace('//', '//user:secret@') })
  expect(seen).toEqual([undefined])
  elsewhere.close()
})

describe('a proxy for HTTP', () => {
  const asked: string[] = []
  /** Passes everything on to the registry, whatever host was asked for. */
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const { pathname } = new URL(request.url ?? '')
    void fetch(registry.url + pathname).then(async (answer) => {
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
    })
  }).on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    const to = connect(tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      to.pipe(socket).pipe(to)
    })
    to.on('error', () => socket.destroy())
    socket.on('error', () => to.destroy())
  })
  let url = ''
  let tlsPort = 0
  let ca = ''
  let tls: Server

  beforeAll(async () => {
    url = `http://127.0.0.1:${await listen(proxy)}`
    const dir = tempDir('tls')
    ca = join(dir, 'cert.pem')
    const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2
      -subj /CN=registry.test -addext subjectAltName=DNS:registry.test -keyout key.pem -out cert.pem`
    const made = await run('openssl', words.split(/\s+/), { cwd: dir })
    expect(made.code, made.stderr).toBe(0)
    const options = { key: readFileSync(join(dir, 'key.pem')), cert: readFileSync(ca) }
    tls = createTlsServer(options, (request, response) => {
      void fetch(registry.url + request.url).then(async (answer) => {
        response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
      })
    })
    tlsPort = await listen(tls)
  })
  beforeEach(() => void (asked.length = 0))
  afterAll(() => {
    proxy.close()
    tls.close()
  })

  test('http:// goes through HTTP_PROXY, in either case; not what NO_PROXY names', async () => {
    const GOPROXY = 'http://registry.test'
    await at.get(version, { GOPROXY, HTTP_PROXY: url })
    expect(asked).toContain(`GET ${GOPROXY}${registry.path(version)}`)
    await new Downloads(registry).get(version, { GOPROXY, http_proxy: url })
    // As go takes it: a host by itself, and an empty one for none.
    asked.length = 0
    const bare = { HTTP_PROXY: '', http_proxy: url.replace('http://', '') }
    await new Downloads(registry).get(version, { GOPROXY, ...bare })
    expect(asked).toContain(`GET ${GOPROXY}${registry.path(version)}`)
    asked.length = 0
    const here = new Downloads(registry)
    const error = await failure(here.get(version, { GOPROXY, HTTP_PROXY: url, NO_PROXY: '.test' }))
    expect(error.message).toMatch(/registry\.test/)
    await here.get(version, { HTTP_PROXY: url, HTTPS_PROXY: url }) // this machine itself
    expect(asked).toEqual([])
  })

  test('https:// goes through HTTPS_PROXY in a tunnel, and certificates are checked', async () => {
    const env = { GOPROXY: 'https://registry.test', HTTPS_PROXY: url }
    const error = await failure(at.get(version, env))
    expect(error.message).toMatch(/self-signed certificate/)
    expect(asked[0]).toBe('CONNECT registry.test:443')
    await at.get(version, { ...env, SSL_CERT_FILE: ca })
  })

  test('certificates from SSL_CERT_DIR, and from NODE_EXTRA_CA_CERTS beside it', async () => {
    const env = { GOPROXY: 'https://registry.test', HTTPS_PROXY: url }
    const dir = tempDir('certs')
    writeFileSync(join(dir, 'own.pem'), readFileSync(ca))
    writeFileSync(join(dir, 'README'), 'no certificate')
    mkdirSync(join(dir, 'folder'))
    await at.get(version, { ...env, SSL_CERT_DIR: dir })
    const here = new Downloads(registry)
    await here.get(version, { ...env, SSL_CERT_DIR: tempDir('none'), NODE_EXTRA_CA_CERTS: ca })
  })

  test('NODE_EXTRA_CA_CERTS alone is what Node was started with', async () => {
    const program = `
      const { downloadToolchain } = await import('@gorv/core')
      await downloadToolchain('${version}', ${JSON.stringify(linux)}, { env: process.env, offline: false })`
    const own = { GOPROXY: 'https://registry.test', HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: ca }
    const env = { PATH: process.env['PATH'], ...at.env(own) }
    const words = ['--input-type=module', '-e', program]
    const result = await run(process.execPath, words, { cwd: root, env })
    expect(result).toMatchObject({ code: 0, stderr: '' })
  })
})

test.each([
  ['HTTPS_PROXY', 'potato://user:secret@proxy'],
  ['http_proxy', 'http://['],
  ['GOPROXY', 'http://user%zz:secret@proxy'],
  ['GORV_GO_DOWNLOADS', 'potato'],
])('%s that is no URL: %s', async (name, value) => {
  const direct = name === 'GORV_GO_DOWNLOADS' ? { GOPROXY: 'direct' } : {}
  const error = await failure(at.get(version, { ...direct, [name]: value }))
  expect(error).toMatchObject({ code: name.toUpperCase(), exitCode: 125 })
  expect(error.message).toMatch(/ has ".*", which is no URL$/)
  expect(registry.log).toEqual([])
})

test('progress of a slow one, and none of a fast one', async () => {
  const own = await new Registry().start()
  const here = new Downloads(own)
  const bytes = own.add(version)
  own.fault(own.path(version), (_request, response) => {
    response.setHeader('content-length', bytes.length)
    for (const [i, from] of [0, 100, 200, 300].entries()) {
      const end = i === 3 ? bytes.length : from + 100
      setTimeout(() => response.write(bytes.subarray(from, end)), i * 1700)
    }
  })
  await here.get(version, { GORV_STALL_MS: '5000' })
  const percent = Math.floor((300 / bytes.length) * 100)
  expect(here.notes.slice(1)).toEqual([`downloading go1.22.5 for linux-amd64: ${percent}%`])
  own.stop()
})

function listen(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
}
