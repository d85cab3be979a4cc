import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { gorvBin } from '../support/paths.ts'
import { expectOneLine } from '../support/said.ts'
import { goroot, script, unpacked, withPath } from '../support/toolchains.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

/** A home of its own, without the module cache that go has filled for the other tests. */
function bareHome(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const home = tempDir('home')
  return testEnv({ HOME: home, GOMODCACHE: join(home, 'mod'), GORV_OFFLINE: '1', ...extra })
}

test('--go: the go on PATH, if it is that release', async () => {
  const PATH = `${join(await goroot('1.22.12'), 'bin')}:${process.env['PATH'] ?? ''}`
  const cwd = exposedModule('onpath')
  for (const name of ['1.22.12', 'go1.22.12', '1.22']) {
    await expectWatched(cwd, '1.22.12', { env: bareHome({ PATH }), flags: ['--go', name] })
  }
})

test('--go: one that go has downloaded, whatever GOTOOLCHAIN says', async () => {
  await goroot('1.25.14')
  const env = testEnv({ GORV_OFFLINE: '1', GOTOOLCHAIN: 'local' })
  await expectWatched(exposedModule('modcache'), '1.25.14', { env, flags: ['--go', '1.25.14'] })
})

test('--go: a newer one where the installed go is too old to switch by itself', async () => {
  await goroot('1.27.4')
  const env = withPath([join(await goroot('1.20.14'), 'bin')], { GOFLAGS: '' })
  await expectWatched(exposedModule('oldhost'), '1.27.4', { env, flags: ['--go', '1.27.4'] })
})

test('--go: one in ~/sdk, by its name or its series', async () => {
  const env = bareHome()
  await unpacked('1.21.13', join(env['HOME'] ?? '', 'sdk/go1.21.13'))
  const cwd = exposedModule('sdk')
  for (const name of ['1.21.13', '1.21']) {
    await expectWatched(cwd, '1.21.13', { env, flags: ['--go', name] })
  }
})

test('--go: one in the module cache that go never ran is not whole, and is left alone', async () => {
  const env = bareHome()
  const place = join(env['GOMODCACHE'] ?? '', 'golang.org/toolchain@v0.0.1-go1.21.13.linux-amd64')
  await unpacked('1.21.13', place)
  renameSync(join(place, 'src/go.mod'), join(place, 'src/_go.mod'))
  const result = await gorv(['run', '-r', 'json', '--go', '1.21.13', '.'], {
    cwd: exposedModule('unfinished'),
    env,
  })
  expectOneLine(result, 125, /go1\.21\.13/)
})

test('init --go names the command that starts that very Go', async () => {
  const cwd = exposedModule('initgo', 'go 1.21\ntoolchain go1.25.14\n')
  const installed = await goroot('1.22.12')
  const env = withPath([join(installed, 'bin'), shim()], { GOTOOLCHAIN: 'auto' })
  const mine = await unpacked('1.21.13', join(tempDir('its own'), 'go'))
  for (const [wish, release] of [
    ['1.22.12', '1.22.12'],
    [mine, '1.21.13'],
    ['1.27.4', '1.27.4'],
  ] as const) {
    const made = await gorv(['init', '--go', wish, '--dir', release], { cwd, env })
    expect(made.code, made.stderr).toBe(0)
    const next = /^next: (.*)$/m.exec(made.stdout)?.[1] ?? ''
    const ran = await run('sh', ['-c', next], { cwd, env })
    expect(ran).toMatchObject({ code: 0, stderr: `built with go${release} true\n` })
  }
})

/** A folder with a gorv command in it. */
function shim(): string {
  const bin = tempDir('gorv')
  script(join(bin, 'gorv'), `#!/bin/sh\nexec node ${gorvBin} "$@"\n`)
  return bin
}

test('--go with a GOROOT, by an absolute and a relative path, or a link', async () => {
  const cwd = exposedModule('goroot')
  const own = await unpacked('1.22.12', join(cwd, '../mine'))
  for (const path of [own, '../mine', '../mine/']) {
    await expectWatched(cwd, '1.22.12', { flags: ['--go', path] })
  }
  expect(existsSync(join(own, 'bin/go'))).toBe(true)
  mkdirSync(join(cwd, 'sub'))
  await expectWatched(join(cwd, 'sub'), '1.22.12', { flags: ['-C', '..', '--go', '../mine'] })
})
