import { lstatSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectInit, expectWatched } from '../support/watched.ts'

// The distribution's own package: its src is a link into share/, its runtime is
// patched by the distribution, and its go lies behind a link in /usr/bin.
const goroot = '/usr/lib/go-1.19'
const version = readFileSync(`${goroot}/VERSION`, 'utf8').trim().slice(2)
const env = withPath([`${goroot}/bin`])

test('Debian’s Go', async () => {
  expect(lstatSync(`${goroot}/src`).isSymbolicLink()).toBe(true)
  const cwd = exposedModule('debian')
  await expectWatched(cwd, version, { env })
  await expectGoCommands(cwd, version, env)
  await expectInit(cwd, version, env)
})

test('Debian’s Go, named with --go', async () => {
  await expectWatched(exposedModule('debian'), version, { flags: ['--go', goroot] })
})
