import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Downloads } from '../support/download.ts'
import { run } from '../support/gorv.ts'
import { root } from '../support/paths.ts'
import { cut, Registry, smallGo } from '../support/registry.ts'

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
})

/** A process of its own that downloads; says what gorv says, and where Go is. */
const script = `
  import { downloadToolchain } from '@gorv/core'
  const context = { env: process.env, offline: false, note: (line) => console.log(line) }
  try {
    console.log(await downloadToolchain('${version}', { goos: 'linux', goarch: 'amd64' }, context))
  } catch (error) {
    console.log(error.code + ': ' + error.message + ' — ' + error.hint)
    process.exitCode = error.exitCode
  }
`
const words = ['--input-type=module', '-e', script]

const another = (env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...at.env({ GORV_STALL_MS: '20000' }), ...env },
  })

const zips = () => registry.log.filter((path) => path.includes('.zip'))

test('three at once: one downloads, the others say what they wait for and use it', async () => {
  const bytes = registry.add(version)
  registry.fault(registry.path(version), (_request, response) => {
    response.setHeader('content-length', bytes.length)
    response.write(bytes.subarray(0, 100))
    setTimeout(() => response.end(bytes.subarray(100)), 1500)
  })
  const results = await Promise.all([another(), another(), another()])
  const target = join(at.cache, 'toolchain', `${version}.linux-amd64`)
  for (const result of results) {
    expect(result.code, result.stdout + result.stderr).toBe(0)
    expect(result.stdout.trim().split('\n').at(-1)).toBe(target)
  }
  expect(zips()).toHaveLength(1)
  const waited = results.filter(({ stdout }) =>
    stdout.includes('waiting for another gorv that downloads go1.22.5 for linux-amd64…'),
  )
  expect(waited).toHaveLength(2)
  expect(readdirSync(join(at.cache, 'download'))).toEqual([])
})

test('one that is killed leaves nobody stuck, and what it had is used', async () => {
  const bytes = registry.add(version)
  registry.fault(registry.path(version), cut(bytes, 300, 'stall', '"of the killed one"'))
  const first = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...at.env({ GORV_STALL_MS: '20000' }) },
    stdio: 'ignore',
  })
  const work = join(at.cache, 'download', `${version}.linux-amd64`)
  const part = join(work, `v0.0.1-${version}.linux-amd64.zip`)
  while (!existsSync(part)) await sleep(20)
  const second = another()
  await sleep(500)
  expect(zips()).toHaveLength(1)
  // As if it had been unpacking already.
  mkdirSync(join(work, `${version}.linux-amd64`), { recursive: true })
  writeFileSync(join(work, `${version}.linux-amd64`, 'half'), '')
  const gone = new Promise((resolve) => first.on('exit', resolve))
  first.kill('SIGKILL')
  await gone
  const result = await second
  expect(result.code, result.stdout + result.stderr).toBe(0)
  expect(zips()).toHaveLength(2)
  expect(at.files).toHaveLength(Object.keys(smallGo).length)
  expect(readdirSync(join(at.cache, 'download'))).toEqual([])
})

test('a claim of another machine counts until it is not touched any more', async () => {
  registry.add(version)
  const claim = join(at.cache, 'download', `${version}.linux-amd64.elsewhere.1.abcdef`)
  mkdirSync(join(claim, '..'), { recursive: true })
  writeFileSync(claim, '')
  const getting = at.get(version)
  await sleep(600)
  expect(at.notes).toEqual(['waiting for another gorv that downloads go1.22.5 for linux-amd64…'])
  const long = new Date(Date.now() - 61_000)
  utimesSync(claim, long, long)
  await getting
  expect(existsSync(claim)).toBe(false)
})

test('what was begun and never gone on with is removed after a week', async () => {
  registry.add(version)
  const old = join(at.cache, 'download', 'go1.2.linux-amd64')
  const recent = join(at.cache, 'download', 'go1.3.linux-amd64')
  for (const dir of [old, recent]) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'part.zip'), '')
  }
  const long = new Date(Date.now() - 8 * 24 * 3600 * 1000)
  utimesSync(old, long, long)
  await at.get(version)
  expect(readdirSync(join(at.cache, 'download'))).toEqual(['go1.3.linux-amd64'])
})

test('a full disk: one line says so, and no part stays', async () => {
  const size = 100_000
  const namespace = ['--user', '--map-root-user', '--mount']
  registry.add(version, { ...smallGo, 'src/large.go': noise(size) })
  const mounted = `
    mount -t tmpfs -o size=$1 none "$0"; shift; "$@"; code=$?
    find "$0" -type f; exit $code`
  for (const room of ['32k', '128k']) {
    const result = await run(
      'unshare',
      [...namespace, 'sh', '-c', mounted, at.cache, room, process.execPath, ...words],
      { cwd: root, env: { ...process.env, ...at.env() } },
    )
    expect(result.stderr).toBe('')
    const line = result.stdout.trim().split('\n').at(-1)
    expect(line).toMatch(
      /^UNWRITABLE: cannot write .*ENOSPC.* — GORV_CACHE can name another folder$/,
    )
    expect(result.code).toBe(125)
  }
})

test('what downloads is loaded by downloads alone', async () => {
  const hook = `export async function load(url, context, next) {
    if (/node_modules.*(undici|yauzl|tar)\\//.test(url)) console.log(url)
    return next(url, context)
  }`
  const program = `
    import { register } from 'node:module'
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))
    const { cachedToolchain, downloadToolchain, goSettings } = await import('@gorv/core')
    const linux = { goos: 'linux', goarch: 'amd64' }
    goSettings(process.env)
    cachedToolchain('go1.22.5', linux, process.env)
    console.log('so far')
    await downloadToolchain('go1.22.5', linux, { env: process.env, offline: false })
  `
  registry.add(version)
  const result = await run(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    env: { ...process.env, ...at.env() },
  })
  expect(result.code, result.stderr).toBe(0)
  const [before, after] = result.stdout.split('so far\n')
  expect(before).toBe('')
  expect(after).toContain('undici')
})

/** Text that hardly gets smaller. */
function noise(size: number): string {
  let state = 1
  return Array.from({ length: size }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCodePoint(33 + (state % 90))
  }).join('')
}
