import { createHash } from 'node:crypto'
import {
  cpSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

/** Serves the real sources of the installed Go as the official site does, with faults on demand. */
let server: Server
let url = ''
let version = ''
let bare = ''
let fault: 'none' | 'hash' | '404' | 'cut' = 'none'

beforeAll(async () => {
  const env = await run('go', ['env', 'GOROOT', 'GOVERSION'], {
    cwd: tempDir('source'),
    env: testEnv({ GOTOOLCHAIN: 'local' }),
  })
  const [goroot = '', goversion = ''] = env.stdout.trim().split('\n')
  version = goversion
  const dir = tempDir('downloads')
  const name = `${version}.src.tar.gz`
  const archive = join(dir, name)
  symlinkSync(goroot, join(dir, 'go'))
  const packed = await run(
    'tar',
    ['--exclude=testdata', '-chzf', archive, '-C', dir, 'go/VERSION', 'go/src'],
    { cwd: dir },
  )
  expect(packed.code, packed.stderr).toBe(0)
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex')

  // A GOROOT as distributions ship it without the source package.
  bare = join(tempDir('bare'), basename(goroot))
  mkdirSync(bare, { recursive: true })
  for (const entry of readdirSync(goroot)) {
    if (entry === 'bin') cpSync(join(goroot, entry), join(bare, entry), { recursive: true })
    else if (entry !== 'src') symlinkSync(join(goroot, entry), join(bare, entry))
  }

  server = createServer((request, response) => {
    if (request.url?.startsWith('/dl/?mode=json')) {
      const hash = fault === 'hash' ? '0'.repeat(64) : sha256
      response.end(JSON.stringify([{ version, files: [{ filename: name, sha256: hash }] }]))
    } else if (request.url === `/dl/${name}` && fault !== '404') {
      response.setHeader('content-length', statSync(archive).size)
      if (fault === 'cut') {
        response.write(Buffer.alloc(1000))
        setTimeout(() => response.destroy(), 50)
      } else createReadStream(archive).pipe(response)
    } else {
      response.statusCode = 404
      response.end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dl`
})

afterAll(() => server.close())

const source = 'package main\n\nfunc main() { println("built from downloaded sources") }\n'

async function runBare(cache: string) {
  const cwd = goModule('bare', source)
  return gorv(['run', '--quiet', '--go', bare, '-r', 'json', '-o', 'out.ndjson', '.'], {
    cwd,
    env: testEnv({ GOPROXY: 'direct', GORV_GO_DOWNLOADS: url, GORV_CACHE: cache }),
  })
}

test.each([
  ['hash', 'not used: URL: its SHA-256 is'],
  ['404', 'no place that GOPROXY names has the source of go'],
  ['cut', 'cannot download URL: cut'],
] as const)(
  'a download with a fault (%s) is one clear line and leaves nothing behind',
  async (kind, line) => {
    fault = kind
    const cache = tempDir('cache')
    const result = await runBare(cache)
    expect(result.code).toBe(125)
    expect(result.stderr.trim().split('\n')).toHaveLength(1)
    expect(result.stderr).toContain(line.replace('URL', `${url}/${version}.src.tar.gz`))
    expect(readdirSync(join(cache, 'download'))).toEqual([])
    expect(readdirSync(cache)).not.toContain('sources')
  },
)

test('a GOROOT without src builds with the sources of its release', async () => {
  fault = 'none'
  const cache = tempDir('cache')
  const result = await runBare(cache)
  expect(result.stderr).toContain('built from downloaded sources')
  expect(result.code).toBe(0)
  fault = '404' // from now on the cache alone
  expect((await runBare(cache)).code).toBe(0)
  rmSync(cache, { recursive: true, force: true })
})

test('several gorv at once complete it, whoever is first', async () => {
  const cache = tempDir('cache')
  const src = join(cache, 'sources', `${version}.all`, 'src')
  mkdirSync(src, { recursive: true })
  const script = `
    const { completeGoroot } = await import('./packages/core/dist/toolchain/sourceless.js')
    while (Date.now() < Number(process.argv[1]));
    console.log(await completeGoroot('${bare}', '${version}', 'all', { env: process.env, offline: true }))
  `
  for (let round = 0; round < 5; round++) {
    rmSync(join(cache, 'goroot'), { recursive: true, force: true })
    const words = ['--input-type=module', '-e', script, String(Date.now() + 800)]
    const one = () =>
      run(process.execPath, words, { cwd: root, env: testEnv({ GORV_CACHE: cache }) })
    const results = await Promise.all([one(), one(), one(), one()])
    expect(results.map(({ stderr }) => stderr)).toEqual(['', '', '', ''])
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1)
    expect(readdirSync(join(cache, 'goroot'))).toHaveLength(1)
  }
})

test('gorv doctor takes of them what it looks at', async () => {
  fault = 'none'
  const cache = tempDir('cache')
  const result = await gorv(['doctor', '--go', bare], {
    cwd: goModule('bare', source),
    env: testEnv({ GOPROXY: 'direct', GORV_GO_DOWNLOADS: url, GORV_CACHE: cache }),
  })
  expect(result.stdout).toMatch(/^ok +runtime .*runtime2\.go can be patched/m)
  expect(result.code, result.stdout).toBe(0)
  const src = join(cache, 'sources', readdirSync(join(cache, 'sources'))[0] ?? '', 'src')
  expect(readdirSync(src)).toContain('runtime')
  expect(readdirSync(src)).not.toContain('net')
  rmSync(cache, { recursive: true, force: true })
})
