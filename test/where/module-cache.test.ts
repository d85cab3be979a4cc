import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, testEnv } from '../support/gorv.ts'
import { goroot, withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectInit, expectWatched } from '../support/watched.ts'

/** go switches to newer ones alone: an old one is installed. */
const auto = withPath([join(await goroot('1.21.13'), 'bin')], { GOTOOLCHAIN: 'auto' })

test('a downloaded toolchain up to 1.24: all works, plain go as well', async () => {
  const cwd = exposedModule('older', 'go 1.21\ntoolchain go1.22.12\n')
  await goroot('1.22.12')
  await expectWatched(cwd, '1.22.12', { env: auto })
  await expectGoCommands(cwd, '1.22.12', auto)
  await expectInit(cwd, '1.22.12', auto)
})

test.each(['1.25.14', '1.27.4'])(
  'a downloaded toolchain from 1.25 on (%s): init names what works',
  async (release) => {
    const cwd = exposedModule('newer', `go 1.21\ntoolchain go${release}\n`)
    await goroot(release)
    await expectWatched(cwd, release, { env: auto })
    await expectGoCommands(cwd, release, auto)
    const made = await gorv(['init'], { cwd, env: auto })
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toMatch(/^next: gorv go run \.$/m)
    expect(made.stdout).toContain(`go${release} refuses overlays`)
  },
)

test('GOTOOLCHAIN names one', async () => {
  await goroot('1.25.14')
  const env = testEnv({ GOTOOLCHAIN: 'go1.25.14' })
  await expectWatched(exposedModule('named'), '1.25.14', { env })
})

test('GOTOOLCHAIN=local takes the installed one, whatever the toolchain line says', async () => {
  const cwd = exposedModule('local', 'go 1.21\ntoolchain go1.27.4\n')
  const env = withPath([join(await goroot('1.22.12'), 'bin')], { GOTOOLCHAIN: 'local' })
  await expectWatched(cwd, '1.22.12', { env })
})

test('GOTOOLCHAIN=path finds the other one on PATH', async () => {
  const cwd = exposedModule('path', 'go 1.21\ntoolchain go1.25.14\n')
  const bin = join(dirname(cwd), 'bin')
  mkdirSync(bin)
  symlinkSync(join(await goroot('1.25.14'), 'bin/go'), join(bin, 'go1.25.14'))
  const dirs = [bin, join(await goroot('1.22.12'), 'bin')]
  await expectWatched(cwd, '1.25.14', { env: withPath(dirs, { GOTOOLCHAIN: 'path' }) })
})

test('the toolchain line of a go.work', async () => {
  const cwd = exposedModule('member', 'go 1.21\n')
  writeFileSync(join(dirname(cwd), 'go.work'), 'go 1.21\n\ntoolchain go1.25.14\n\nuse ./member\n')
  await goroot('1.25.14')
  await expectWatched(cwd, '1.25.14', { env: auto })
  await expectWatched(cwd, '1.21.13', { env: { ...auto, GOWORK: 'off' } })
})
