import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../support/gorv.ts'
import { unpacked, withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectInit, expectWatched } from '../support/watched.ts'

test('Homebrew’s layout: GOROOT is libexec, go a link to a link', async () => {
  const prefix = tempDir('homebrew')
  const cellar = join(prefix, 'Cellar/go/1.22.12')
  await unpacked('1.22.12', join(cellar, 'libexec'))
  for (const dir of [join(cellar, 'bin'), join(prefix, 'bin'), join(prefix, 'opt')]) mkdirSync(dir)
  symlinkSync('../libexec/bin/go', join(cellar, 'bin/go'))
  symlinkSync('../Cellar/go/1.22.12', join(prefix, 'opt/go'))
  symlinkSync('../Cellar/go/1.22.12/bin/go', join(prefix, 'bin/go'))
  const cwd = exposedModule('homebrew')
  const env = withPath([join(prefix, 'bin')])
  await expectWatched(cwd, '1.22.12', { env })
  await expectGoCommands(cwd, '1.22.12', env)
  const made = await expectInit(cwd, '1.22.12', env)
  expect(made.stdout).toContain('/libexec\n')
  // As its own documentation has it.
  const variable = { ...env, GOROOT: join(prefix, 'opt/go/libexec') }
  await expectWatched(cwd, '1.22.12', { env: variable })
  await expectInit(exposedModule('homebrew'), '1.22.12', variable)
})
