import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, run } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'
import { goroot, withPath } from '../support/toolchains.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

/** Two flags are younger than 1.16, and so are quotes. */
const GOFLAGS = `-buildvcs=false '-ldflags=-X main.name=a b' -pgo=off -tags=extra`

test('GOFLAGS that the chosen Go does not know are left out, each with a word; the rest stays', async () => {
  await goroot('1.16.15')
  const cwd = exposedModule('flags')
  const ran = await expectWatched(cwd, '1.16.15', {
    env: withPath([], { GOFLAGS }),
    flags: ['--go', '1.16.15'],
  })
  for (const flag of ['-buildvcs', '-ldflags', '-pgo']) {
    expect(ran.stderr).toContain(`gorv: ${flag} in GOFLAGS is left out: this Go does not take it\n`)
  }
  expect(ran.stderr.match(/left out/g)).toHaveLength(3)
  await expectWatched(cwd, '1.16.15', {
    env: withPath([], { GOFLAGS: '-buildvcs=false' }),
    flags: ['--go', '1.16.15'],
  })
})

test('where it is the user’s own Go, plain go would fail as well: its own words', async () => {
  const env = withPath([join(await goroot('1.16.15'), 'bin')], { GOFLAGS })
  const cwd = exposedModule('flags')
  const plain = await run('go', ['build', '.'], { cwd, env })
  expect(plain.stderr).toBe('go: parsing $GOFLAGS: unknown flag -buildvcs\n')
  for (const args of [['run', '-r', 'json', '.'], ['init'], ['go', 'build', '.']]) {
    expectOneLine(
      await gorv(args, { cwd, env }),
      125,
      /^gorv: this Go refuses GOFLAGS: go: parsing \$GOFLAGS: unknown flag -buildvcs — take that flag out/,
    )
  }
})
