import { symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'
import { goroot } from '../support/toolchains.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

/** No go on PATH; what is there otherwise is enough for Node. */
function goless(): NodeJS.ProcessEnv {
  const bin = tempDir('goless')
  symlinkSync(process.execPath, join(bin, 'node'))
  return testEnv({ PATH: bin, GOROOT: '', GORV_OFFLINE: '1' })
}

test.each([
  ['toolchain go1.25.14', 'go 1.21\ntoolchain go1.25.14\n', '1.25.14'],
  ['go 1.22.12', 'go 1.22.12\n', '1.22.12'],
  ['go 1.22', 'go 1.22\n', '1.22.12'],
  ['go 1.20', 'go 1.20\n', '1.20.14'],
])('without a go on PATH, go.mod’s “%s” decides', async (line, goMod, release) => {
  await goroot(release)
  const cwd = exposedModule('goless', goMod)
  const ran = await expectWatched(cwd, release, { env: goless() })
  const [word = '', said = ''] = line.split(' ')
  expect(ran.stderr).toContain(
    `gorv: no go command on PATH: taking go${release}, as go.mod says "${word} ${said}"\n`,
  )
})

test('without a go on PATH, go.work decides before go.mod', async () => {
  await goroot('1.22.12')
  const cwd = exposedModule('member', 'go 1.20\n')
  writeFileSync(join(dirname(cwd), 'go.work'), 'go 1.22.12\n\nuse ./member\n')
  const ran = await expectWatched(cwd, '1.22.12', { env: goless() })
  expect(ran.stderr).toContain('as go.work says "go 1.22.12"')
})

test('without a go on PATH, gorv go takes the same one', async () => {
  await goroot('1.22.12')
  const cwd = exposedModule('goless', 'go 1.22.12\n')
  const ran = await gorv(['go', 'run', '.'], { cwd, env: goless() })
  expect(ran.code, ran.stderr).toBe(0)
  expect(ran.stderr).toContain('built with go1.22.12 true\n')
  const version = await gorv(['go', 'version'], { cwd, env: goless() })
  expect(version.stdout).toMatch(/^go version go1\.22\.12 /)
})
