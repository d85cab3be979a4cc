import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { cachedToolchain, downloadToolchain, hostPlatform, listReleases } from '@gorv/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Downloads } from '../support/download.ts'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { Registry } from '../support/registry.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

// Few, since each is 100 MB to unpack: a real zip from a registry on this
// machine, and all of it once more from the real proxy and the real database.
const source = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("it ran") }\n'
const host = hostPlatform()
let registry: Registry
let zips = ''

beforeAll(async () => {
  registry = await new Registry().start()
  const env = testEnv({ GOTOOLCHAIN: 'go1.22.12' })
  // Go itself fetches it if nobody did yet.
  const goroot = await run('go', ['env', 'GOROOT', 'GOMODCACHE'], { cwd: '/', env })
  expect(goroot.code, goroot.stderr).toBe(0)
  zips = join(goroot.stdout.trim().split('\n')[1] ?? '', 'cache/download/golang.org/toolchain/@v')
})
afterAll(() => registry.stop())

/** Builds and runs a program with what was downloaded, without any other Go. */
async function runs(goroot: string, cache: string): Promise<void> {
  const env = {
    PATH: join(goroot, 'bin'),
    HOME: cache,
    GOCACHE: join(cache, 'go-build'),
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-mod=mod',
    CGO_ENABLED: '0',
  }
  const result = await run(join(goroot, 'bin/go'), ['run', '.'], {
    cwd: goModule('real', source),
    env,
  })
  expect(result).toMatchObject({ code: 0, stdout: 'it ran\n' })
}

test('a real toolchain by a real zip: what go itself makes of it, and it builds', async () => {
  const version = 'go1.22.12'
  registry.addReal(version, join(zips, `v0.0.1-${version}.${host.goos}-${host.goarch}.zip`))
  const at = new Downloads(registry)
  const goroot = await at.get(version, {}, host)
  const env = testEnv({ GOTOOLCHAIN: version })
  const itsOwn = (await run('go', ['env', 'GOROOT'], { cwd: '/', env })).stdout.trim()
  const difference = await run('diff', ['-rq', '-x', '_go.mod', itsOwn, goroot], { cwd: at.cache })
  expect(difference).toMatchObject({ code: 0, stdout: '' })
  await runs(goroot, at.cache)
})

test('the first run on a machine with Node alone, and the next ones without a network', async () => {
  const version = 'go1.22.12'
  const zip = `v0.0.1-${version}.${host.goos}-${host.goarch}.zip`
  registry.addReal(version, join(zips, zip), `${host.goos}-${host.goarch}`)
  const at = new Downloads(registry)
  const bin = tempDir('nodealone')
  symlinkSync(process.execPath, join(bin, 'node'))
  const env = { ...at.env(), PATH: bin }
  const cwd = exposedModule('first', 'go 1.22\n')
  const first = await expectWatched(cwd, '1.22.12', { env })
  expect(first.stderr).toContain(
    `gorv: no go command on PATH: taking ${version}, as go.mod says "go 1.22"\n`,
  )
  expect(first.stderr).toContain(`gorv: downloading ${version} for `)
  registry.log.length = 0
  const offline = { ...env, GORV_OFFLINE: '1' }
  await expectWatched(cwd, '1.22.12', { env: offline, flags: ['--go', '1.22.12'] })
  const made = await gorv(['init', '--go', '1.22.12'], { cwd, env: offline })
  expect(made.code, made.stderr).toBe(0)
  const next = /^next: (.*)$/m.exec(made.stdout)?.[1] ?? ''
  const ran = await run('/bin/sh', ['-c', next], { cwd, env: offline })
  expect(ran).toMatchObject({ code: 0, stderr: `built with ${version} true\n` })
  expect(registry.log).toEqual([])
})

test('from the proxy that GOPROXY names, checked against the real database', async () => {
  const at = new Downloads(registry)
  const asked = await run('go', ['env', 'GOPROXY', 'GOSUMDB'], { cwd: '/' })
  const [GOPROXY, GOSUMDB] = asked.stdout.split('\n')
  const real = { env: { ...process.env, GORV_CACHE: at.cache, GOPROXY, GOSUMDB }, offline: false }
  const version = 'go1.16.15'
  expect(await listReleases(host, real)).toContain(version)
  const note = (line: string) => void at.notes.push(line)
  const goroot = await downloadToolchain(version, host, { ...real, note })
  expect(at.notes[0]).toMatch(/^downloading go1\.16\.15 for .* \(1\d\d MB\) from /)
  expect(cachedToolchain(version, host, real.env)).toBe(goroot)
  expect(readFileSync(join(goroot, 'VERSION'), 'utf8')).toBe(version)
  expect(readdirSync(join(at.cache, 'download'))).toEqual([])
  await runs(goroot, at.cache)
})
