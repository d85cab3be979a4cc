import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { Registry } from '../support/registry.ts'

interface Entry {
  version: string
  goos: string
  goarch: string
  where: string
  path: string | null
  status: string
  why: string | null
}

const home = tempDir('home')
const cache = tempDir('cache')
const proxy = tempDir('proxy')
const cwd = goModule('versions', 'package main\n\nfunc main() {}\n')
const env = testEnv({
  HOME: home,
  GORV_CACHE: cache,
  GOMODCACHE: join(home, 'mod'),
  GOCACHE: join(home, 'build'),
  GOPROXY: pathToFileURL(proxy).href,
})
let goroot = ''
let version = ''

/** A GOROOT that says it is this version; `src` is another one's, or made of `runtime2`. */
function fakeGo(dir: string, says: string, source: { src?: string; runtime2?: string }): string {
  mkdirSync(join(dir, 'src', 'runtime'), { recursive: true })
  writeFileSync(join(dir, 'VERSION'), `${says}\ntime 2026-01-01T00:00:00Z\n`)
  if (source.src !== undefined) {
    for (const name of ['runtime', 'internal']) {
      const link = join(dir, 'other', 'src', name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(source.src, 'src', name), link)
    }
    writeFileSync(join(dir, 'other', 'VERSION'), `${says}\n`)
    return join(dir, 'other')
  }
  if (source.runtime2 !== undefined) {
    writeFileSync(join(dir, 'src/runtime/runtime2.go'), source.runtime2)
  }
  return dir
}

async function survey(words: string[] = [], more = {}): Promise<Entry[]> {
  const result = await gorv(['versions', '--json', ...words], { cwd, env: { ...env, ...more } })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return (JSON.parse(result.stdout) as { versions: Entry[] }).versions
}

beforeAll(async () => {
  const asked = await run('go', ['env', 'GOROOT', 'GOVERSION'], { cwd, env })
  ;[goroot = '', version = ''] = asked.stdout.split('\n')
  const sdk = join(home, 'sdk')
  fakeGo(join(sdk, 'go1.15.3'), 'go1.15.3', {})
  fakeGo(join(sdk, 'go1.30rc1'), 'go1.30rc1', {
    runtime2: 'package runtime\n\ntype g struct {\n}\n',
  })
  fakeGo(join(sdk, 'go1.31.2'), 'go1.31.2', {})
  // Nobody has verified it, and yet it is one that works.
  symlinkSync(fakeGo(join(home, 'x'), 'go1.29.7', { src: goroot }), join(sdk, 'go1.29.7'))
  fakeGo(join(cache, 'toolchain', 'go1.32.0.linux-amd64'), 'go1.32.0', {})
  const list = join(proxy, 'golang.org/toolchain/@v/list')
  mkdirSync(dirname(list), { recursive: true })
  const names = ['go1.15.1', 'go1.20.4', 'go1.33.1', 'go1.33rc2', 'go1.31.2']
  const lines = names.map((name) => `v0.0.1-${name}.linux-amd64`)
  writeFileSync(list, [...lines, 'v0.0.1-go1.20.4.plan9-arm', ''].join('\n'))
})

test('each Go that is here is looked at; each that is to be had is told', async () => {
  const entries = await survey()
  const of = (name: string) => entries.filter((one) => one.version === name)
  expect(of(version)).toMatchObject([{ where: 'installed', path: goroot, goos: 'linux' }])
  expect(of('go1.15.3')).toMatchObject([
    { status: 'refused', why: expect.stringContaining('1.16') },
  ])
  const why = expect.stringMatching(/go1\.30rc1\/src\/runtime\/runtime2\.go .*g\.m\b/)
  expect(of('go1.30rc1')).toMatchObject([{ where: 'installed', status: 'refused', why }])
  expect(of('go1.29.7')).toMatchObject([{ where: 'installed', status: 'expected', why: null }])
  const sourceless = { status: 'unknown', why: expect.stringContaining('sources') }
  expect(of('go1.32.0')).toMatchObject([{ where: 'downloaded', ...sourceless }])
  expect(of('go1.31.2')).toMatchObject([{ where: 'installed', ...sourceless }])
  expect(of('go1.33.1')).toMatchObject([{ where: 'downloadable', path: null, status: 'unknown' }])
  expect(of('go1.20.4')).toMatchObject([{ where: 'downloadable', path: null, status: 'verified' }])
  expect(of('go1.15.1')).toEqual([])
  // Newest first.
  const names = entries.map((one) => one.version)
  const ordered = [
    'go1.33.1',
    'go1.33rc2',
    'go1.32.0',
    'go1.31.2',
    'go1.30rc1',
    version,
    'go1.15.3',
  ]
  expect(names.filter((name) => ordered.includes(name))).toEqual(ordered)
})

test('for another port it does not say what is verified for this one', async () => {
  const entries = await survey([], { GOOS: 'plan9' })
  expect(entries.find((one) => one.version === 'go1.20.4')?.status).toBe('unknown')
  expect(entries.find((one) => one.version === version)).toMatchObject({
    goos: 'plan9',
    status: 'expected',
  })
})

test('for a person: a table of 80 columns, what is used marked, the rest by minors', async () => {
  const result = await gorv(['versions'], { cwd, env })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const lines = result.stdout.split('\n')
  expect(lines.filter((line) => line.length > 80 && !line.startsWith('    '))).toEqual([])
  expect(lines.filter((line) => line.startsWith('* '))).toEqual([
    expect.stringMatching(
      new RegExp(`^\\* ${version} +(verified|expected) +installed +${goroot}$`),
    ),
  ])
  expect(result.stdout).toMatch(/^ {2}go1\.33 +2 not looked at +go1\.33rc2 to go1\.33\.1$/m)
  expect(result.stdout).toMatch(/^ {2}go1\.20 +1 verified +go1\.20\.4$/m)
  const all = await gorv(['versions', '--all'], { cwd, env })
  expect(all.stdout).toMatch(/^ {2}go1\.33rc2 +not looked at +downloadable$/m)
})

test.each([
  ['--offline', ['--offline'], {}, 'offline'],
  ['GORV_OFFLINE', [], { GORV_OFFLINE: '1' }, 'offline'],
  ['no network', [], { GOPROXY: 'http://127.0.0.1:9' }, 'ECONNREFUSED'],
])('%s: what is here is still told', async (_, words, more, why) => {
  const result = await gorv(['versions', ...words], { cwd, env: { ...env, ...more } })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toMatch(new RegExp(`^\\* ${version} `, 'm'))
  expect(result.stdout).toMatch(new RegExp(`could not be had: .*${why}`))
})

test('nothing is downloaded to tell, not even the Go that the module asks for', async () => {
  const registry = await new Registry().start()
  registry.add('go1.22.5')
  const asking = goModule('asking', 'package main\n\nfunc main() {}\n')
  writeFileSync(join(asking, 'go.mod'), 'module example.com/asking\n\ntoolchain go1.22.5\n')
  const bare = { PATH: '/nowhere', HOME: tempDir('empty'), GORV_CACHE: tempDir('none') }
  const result = await gorv(['versions'], {
    cwd: asking,
    env: { ...env, ...bare, ...registry.env },
  })
  registry.stop()
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toContain('go1.22.5')
  expect(registry.log).toEqual(['/golang.org/toolchain/@v/list'])
})

test('without any Go it says so', async () => {
  const bare = { PATH: '/nowhere', HOME: tempDir('empty'), GORV_CACHE: tempDir('none') }
  const result = await gorv(['versions', '--offline'], { cwd, env: { ...env, ...bare } })
  expect([result.code, result.stderr]).toEqual([0, ''])
  expect(result.stdout).not.toContain(' * ')
})
