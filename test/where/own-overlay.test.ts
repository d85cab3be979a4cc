import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, run, testEnv } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'
import { goroot, withPath } from '../support/toolchains.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

/** An overlay that adds a file to the program and changes one of GOROOT's. */
async function ownOverlay(cwd: string, dir: string): Promise<void> {
  const own = join(cwd, 'own')
  mkdirSync(own)
  writeFileSync(join(own, 'extra.go'), 'package main\n\nfunc init() { println("overlaid") }\n')
  const errors = readFileSync(join(dir, 'src/errors/errors.go'), 'utf8')
  writeFileSync(join(own, 'errors.go'), `${errors}\nfunc init() { println("patched errors") }\n`)
  const replace = {
    [join(cwd, 'extra.go')]: 'own/extra.go',
    [join(dir, 'src/errors/errors.go')]: join(own, 'errors.go'),
  }
  writeFileSync(join(cwd, 'own.json'), JSON.stringify({ Replace: replace }))
}

test.each(['1.22.12', '1.25.14'])(
  'the user’s own overlay and gorv’s, on a downloaded toolchain (%s)',
  async (release) => {
    const dir = await goroot(release)
    const cwd = exposedModule('overlaid')
    await ownOverlay(cwd, dir)
    const env = withPath([join(dir, 'bin')])
    for (const given of [
      { env, flags: ['--go-flag', '-overlay=own.json'] },
      { env: { ...env, GOFLAGS: '-buildvcs=false -overlay=own.json' } },
    ]) {
      const ran = await expectWatched(cwd, release, given)
      expect(ran.stderr).toContain('overlaid\n')
      expect(ran.stderr).toContain('patched errors\n')
    }
    const go = await gorv(['go', 'run', '-overlay', 'own.json', '.'], { cwd, env })
    expect(go.stderr).toContain(`built with go${release} true\n`)
    expect(go.stderr).toContain('overlaid\n')
    mkdirSync(join(cwd, 'sub'))
    const from = await gorv(['go', 'run', '-C', '..', '-overlay', 'own.json', '.'], {
      cwd: join(cwd, 'sub'),
      env,
    })
    expect(from.stderr).toContain(`built with go${release} true\n`)
    expect(from.stderr).toContain('overlaid\n')
  },
)

test.each(['1.26', '1.25.14'])('a clash is refused (%s)', async (release) => {
  const dir = release.split('.').length > 2 ? await goroot(release) : await hostGoroot()
  const cwd = exposedModule('clash')
  const key = join(dir, 'src/runtime/runtime2.go')
  writeFileSync(join(cwd, 'own.json'), JSON.stringify({ Replace: { [key]: 'x.go' } }))
  const result = await gorv(['run', '-r', 'json', '--go-flag', '-overlay=own.json', '.'], {
    cwd,
    env: withPath([join(dir, 'bin')]),
  })
  expectOneLine(result, 125, /^gorv: your own -overlay replaces .*runtime2\.go, .* — run without/)
  expect(result.stderr).toContain(` ${key},`)
})

async function hostGoroot(): Promise<string> {
  return (await run('go', ['env', 'GOROOT'], { cwd: '/', env: testEnv() })).stdout.trim()
}
