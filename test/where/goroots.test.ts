import { readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { gorvBin } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'
import { unpacked, withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectInit, expectWatched } from '../support/watched.ts'

test('an unpacked archive, started through a link from a bin folder', async () => {
  const dir = await unpacked('1.22.12', join(tempDir('local'), 'go'))
  const bin = tempDir('bin')
  symlinkSync(join(dir, 'bin/go'), join(bin, 'go'))
  const cwd = exposedModule('linked')
  const env = withPath([bin])
  await expectWatched(cwd, '1.22.12', { env })
  await expectGoCommands(cwd, '1.22.12', env)
  await expectInit(cwd, '1.22.12', env)
})

test('a GOROOT that is read-only, with nothing written to it', async () => {
  const dir = await unpacked('1.22.12', join(tempDir('fixed'), 'go'))
  const cwd = exposedModule('fixed')
  const mount = `mount --bind "${dir}" "${dir}" && mount -o remount,ro,bind "${dir}" && ! touch "${dir}/x" 2>/dev/null`
  const started = await run(
    'unshare',
    [
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      `${mount} && exec node "$0" run -r json -o - .`,
      gorvBin,
    ],
    { cwd, env: withPath([join(dir, 'bin')]) },
  )
  expect(started.code, started.stderr).toBe(0)
  expect(parseStream(started.stdout).hello.goversion).toBe('go1.22.12')
  const before = statSync(join(dir, 'src/runtime')).mtimeMs
  await expectWatched(cwd, '1.22.12', { env: withPath([join(dir, 'bin')]) })
  expect(statSync(join(dir, 'src/runtime')).mtimeMs).toBe(before)
  expect(readdirSync(dir)).not.toContain('.gorv')
})

test('a runtime that a distribution has patched', async () => {
  const dir = await unpacked('1.22.12', join(tempDir('patched'), 'go'))
  const file = join(dir, 'src/runtime/runtime2.go')
  const text = readFileSync(file, 'utf8')
  const patched = text
    .replace('type p struct {\n', 'type p struct {\n\tvendorFirst uintptr // RHEL-1234\n\n')
    .replace('type g struct {\n', '// vendor: one more word for each goroutine\ntype g struct {\n')
    .replace(
      '\ntype sudog struct',
      '\nfunc vendorWord(pp *p) uintptr { return pp.vendorFirst }\n\ntype sudog struct',
    )
  expect(patched).not.toBe(text)
  rmSync(file) // it is another GOROOT's as well
  writeFileSync(file, patched)
  const cwd = exposedModule('patched')
  const env = withPath([join(dir, 'bin')])
  await expectWatched(cwd, '1.22.12', { env })
  await expectInit(cwd, '1.22.12', env)
  expect(readFileSync(join(cwd, '.gorv/runtime/runtime2.go'), 'utf8')).toContain('vendorFirst')
})

test('a GOROOT and a module with spaces and other letters in their paths', async () => {
  const dir = await unpacked('1.22.12', join(tempDir('my Gö'), "it's go"))
  const cwd = exposedModule('spaced', 'go 1.16\n', join(tempDir('my prögrams'), "it's here"))
  await expectWatched(cwd, '1.22.12', { flags: ['--go', dir], env: testEnv() })
})
