import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../support/gorv.ts'
import { goroot, withPath } from '../support/toolchains.ts'
import { exposedModule, expectGoCommands, expectWatched } from '../support/watched.ts'

test('a GOROOT variable left over from another installation is left out, with a word', async () => {
  const old = await goroot('1.21.13')
  const env = withPath([join(await goroot('1.22.12'), 'bin')], { GOROOT: old })
  const cwd = exposedModule('stale')
  // Plain go fails.
  expect((await run('go', ['build', '-o', '/dev/null', '.'], { cwd, env })).code).toBe(1)
  const ran = await expectWatched(cwd, '1.22.12', { env })
  expect(ran.stderr).toContain(
    `gorv: GOROOT ${old} is go1.21.13, but the go command is go1.22.12; that variable is left out — unset GOROOT\n`,
  )
})

test('a GOROOT variable that names the very installation stays', async () => {
  const own = await goroot('1.22.12')
  const env = withPath([join(own, 'bin')], { GOROOT: own })
  const cwd = exposedModule('right')
  await expectWatched(cwd, '1.22.12', { env })
  await expectGoCommands(cwd, '1.22.12', env)
})

test('a GOROOT variable of another Go does not matter to --go', async () => {
  const env = withPath([], { GOROOT: await goroot('1.21.13') })
  await expectWatched(exposedModule('chosen'), '1.22.12', { env, flags: ['--go', '1.22.12'] })
})
