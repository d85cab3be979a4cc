import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, testEnv } from '../support/gorv.ts'
import { parseStream } from '../support/stream.ts'
import { exposedModule, expectWatched } from '../support/watched.ts'

const version = (await run('go', ['env', 'GOVERSION'], { cwd: '/' })).stdout.trim().slice(2)

/** By --go-flag, and by GOFLAGS, which says the same. */
async function bothWays(cwd: string, flag: string, extra: NodeJS.ProcessEnv = {}) {
  const one = await expectWatched(cwd, version, {
    flags: ['--go-flag', flag],
    env: testEnv(extra),
  })
  const env = testEnv({ ...extra, GOFLAGS: `-buildvcs=false ${flag}` })
  const other = await expectWatched(cwd, version, { env })
  return [one, other]
}

test.each(['-trimpath', '-race', '-cover', '-pgo=auto', '-gcflags=all=-l'])('%s', async (flag) => {
  await bothWays(exposedModule('flag'), flag)
})

test('-pgo=auto with a profile', async () => {
  const cwd = exposedModule('profiled')
  const profile = 'GODEBUG profile: this is not one\n'
  writeFileSync(join(cwd, 'default.pgo'), profile)
  const broken = await gorv(['run', '-r', 'json', '-o', '-', '.'], { cwd })
  expect(broken.code).toBe(1) // go has read it
  const cpu = `package main

import (
	"os"
	"runtime/pprof"
)

func main() {
	pprof.StartCPUProfile(os.Stdout)
	for i, x := 0, 0; i < 1e8; i++ {
		x += i
	}
	pprof.StopCPUProfile()
}
`
  const made = await run('go', ['run', '.'], { cwd: goModule('profile', cpu) })
  writeFileSync(join(cwd, 'default.pgo'), made.stdoutBytes)
  await expectWatched(cwd, version)
})

test('-ldflags and -tags reach the program', async () => {
  const cwd = exposedModule('named')
  const text =
    '//go:build extra\n\npackage main\n\nvar name = "nobody"\n\nfunc init() { println("for", name) }\n'
  writeFileSync(join(cwd, 'extra.go'), text)
  const ran = await expectWatched(cwd, version, {
    flags: ['--go-flag', '-ldflags=-s -w -X main.name=somebody', '--go-flag', '-tags=extra'],
  })
  expect(ran.stderr).toContain('for somebody\n')
  const env = testEnv({ GOFLAGS: `'-ldflags=-X main.name=somebody' -tags=extra` })
  expect((await expectWatched(cwd, version, { env })).stderr).toContain('for somebody\n')
})

test('cgo', async () => {
  const cwd = exposedModule('withc')
  const text = `package main

// int seven(void) { return 7; }
import "C"

func init() { println("C says", int(C.seven())) }
`
  writeFileSync(join(cwd, 'c.go'), text)
  const env = testEnv({ CGO_ENABLED: '1' })
  expect((await expectWatched(cwd, version, { env })).stderr).toContain('C says 7\n')
  const go = await gorv(['go', 'run', '.'], { cwd, env })
  expect(go.stderr).toBe(`C says 7\nbuilt with go${version} true\n`)
})

/** What the stream says of a build whose version has a word behind it. */
async function goversionWith(env: NodeJS.ProcessEnv): Promise<string> {
  const cwd = exposedModule('variant')
  const ran = await gorv(['run', '-r', 'json', '-o', '-', '.'], { cwd, env: testEnv(env) })
  expect(ran.code, ran.stderr).toBe(0)
  const { hello, snapshots } = parseStream(ran.stdout)
  expect(snapshots.at(-1)?.allg.some((g) => g.startfn === 'main.wait')).toBe(true)
  return hello.goversion
}

test('GOEXPERIMENT', async () => {
  const goversion = await goversionWith({ GOEXPERIMENT: 'nogreenteagc' })
  expect(goversion).toContain('nogreenteagc')
  expect(goversion.startsWith(`go${version}`)).toBe(true)
})

test('GOFIPS140', async () => {
  const env = { GOFIPS140: 'v1.0.0', GOFLAGS: '-buildvcs=false -mod=mod' }
  expect(await goversionWith(env)).toBe(`go${version}`)
})

test('-mod=vendor', async () => {
  const cwd = exposedModule(
    'vendored',
    'go 1.17\n\nrequire example.com/dep v0.0.0\n\nreplace example.com/dep => ../dep\n',
  )
  goModule('dep', 'package dep\n\nfunc init() { println("vendored") }\n', join(cwd, '../dep'))
  writeFileSync(join(cwd, 'dep.go'), 'package main\n\nimport _ "example.com/dep"\n')
  const vendored = await run('go', ['mod', 'vendor'], { cwd })
  expect(vendored.code, vendored.stderr).toBe(0)
  writeFileSync(
    join(cwd, '../dep/main.go'),
    'package dep\n\nfunc init() { println("not vendored") }\n',
  )
  for (const ran of await bothWays(cwd, '-mod=vendor')) {
    expect(ran.stderr).toMatch(/^vendored\n/m)
    expect(ran.stderr).not.toContain('not vendored')
  }
  const go = await gorv(['go', 'run', '-mod=vendor', '.'], { cwd })
  expect(go.stderr).toBe(`vendored\nbuilt with go${version} true\n`)
})

test('GOPATH mode: a package of GOPATH, by its folder, its path and its files', async () => {
  const cwd = exposedModule('legacy')
  const gopath = join(cwd, 'gopath')
  const dir = join(gopath, 'src/example.org/legacy')
  mkdirSync(dir, { recursive: true })
  const moved = await run('mv', [join(cwd, 'main.go'), dir], { cwd })
  expect(moved.code).toBe(0)
  const env = testEnv({ GO111MODULE: 'off', GOPATH: gopath })
  for (const what of ['.', 'example.org/legacy', 'main.go']) {
    await expectWatched(dir, version, { env, what: [what] })
  }
  const go = await gorv(['go', 'run', 'example.org/legacy'], { cwd: dir, env })
  expect(go).toMatchObject({ code: 0, stderr: `built with go${version} true\n` })
  expect(readdirSync(dir)).toEqual(['main.go'])
})
