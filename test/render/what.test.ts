import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv, type Finished } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'
import { parseStream } from '../support/stream.ts'

const hello = (word = 'hello') => `package main

import "fmt"

func main() { fmt.Println("${word}") }
`

/** Runs what was named and sees that it said so and was watched. */
async function sees(what: string[], cwd: string, env: NodeJS.ProcessEnv = {}, word = 'hello') {
  const result = await gorv(['run', '-r', 'json', '-o', '-', ...what], { cwd, env: testEnv(env) })
  expect(result, result.stderr).toMatchObject({ code: 0, stderr: `${word}\n` })
  expect(parseStream(result.stdout).snapshots.length).toBeGreaterThan(0)
}

test('files, where there is no module', async () => {
  const cwd = tempDir('files')
  writeFileSync(join(cwd, 'one.go'), 'package main\n\nfunc main() { say() }\n')
  writeFileSync(
    join(cwd, 'two.go'),
    'package main\n\nimport "fmt"\n\nfunc say() { fmt.Println("hello") }\n',
  )
  await sees(['one.go', 'two.go'], cwd)
  // The result is named after the first of them.
  const result = await gorv(['run', '-r', 'json', 'one.go', 'two.go'], { cwd })
  expect(result.code).toBe(0)
  parseStream(readFileSync(join(cwd, 'one.gorv.ndjson'), 'utf8'))
})

test('a package below, by path and by import path, and none named at all', async () => {
  const cwd = goModule('below', hello('root'))
  mkdirSync(join(cwd, 'cmd/tool'), { recursive: true })
  writeFileSync(join(cwd, 'cmd/tool/main.go'), hello())
  await sees(['./cmd/tool'], cwd)
  await sees(['example.com/below/cmd/tool'], cwd)
  await sees([], cwd, {}, 'root')
  await sees(['..'], join(cwd, 'cmd'), {}, 'root')
})

/** What a module proxy serves is a zip of the module's files. */
const packer = `package main

import (
	"archive/zip"
	"os"
)

func main() {
	out, _ := os.Create(os.Args[1])
	z := zip.NewWriter(out)
	for i := 2; i < len(os.Args); i += 2 {
		w, _ := z.Create(os.Args[i])
		w.Write([]byte(os.Args[i+1]))
	}
	if z.Close() != nil || out.Close() != nil {
		os.Exit(1)
	}
}
`

test('path@version, as for go run', async () => {
  // A module proxy is a folder of files; this one knows one module.
  const proxy = join(tempDir('proxy'), 'p')
  const at = join(proxy, 'example.com/greet/@v')
  const gomod = 'module example.com/greet\n\ngo 1.16\n'
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'list'), 'v1.2.3\n')
  writeFileSync(join(at, 'v1.2.3.info'), '{"Version":"v1.2.3","Time":"2021-01-01T00:00:00Z"}')
  writeFileSync(join(at, 'v1.2.3.mod'), gomod)
  const inside = 'example.com/greet@v1.2.3'
  const files = [`${inside}/go.mod`, gomod, `${inside}/cmd/greet/main.go`, hello()]
  const packed = await run('go', ['run', '.', join(at, 'v1.2.3.zip'), ...files], {
    cwd: goModule('packer', packer),
  })
  expect(packed, packed.stderr).toMatchObject({ code: 0 })
  const env = {
    GOPROXY: `file://${proxy}`,
    GONOSUMDB: 'example.com',
    GOMODCACHE: join(proxy, 'cache'),
    GOFLAGS: '-buildvcs=false -modcacherw',
  }
  const first = 'go: downloading example.com/greet v1.2.3\nhello'
  await sees(['example.com/greet/cmd/greet@v1.2.3'], tempDir('anywhere'), env, first)
  await sees(['example.com/greet/cmd/greet@latest'], tempDir('anywhere'), env)
  const args = ['run', '-r', 'json', '-o', '-', 'example.com/greet/cmd/greet@v9.9.9']
  const missing = await gorv(args, { cwd: tempDir('anywhere'), env: testEnv(env) })
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('v9.9.9')
})

test('a project reached through a link, with PWD saying so or not', async () => {
  const real = goModule('linked', hello())
  const link = join(tempDir('link'), 'here')
  symlinkSync(real, link)
  await sees(['.'], link, { PWD: link })
  await sees(['.'], link, { PWD: real })
  await sees(['.'], link, { PWD: '/' })
  await sees(['.'], real, { PWD: link })
  const init = await gorv(['init'], { cwd: link, env: testEnv({ PWD: link }) })
  expect(init.code, init.stderr).toBe(0)
  for (const PWD of [link, real]) {
    const plain = await run('go', ['run', '-overlay', '.gorv/overlay.json', '.'], {
      cwd: link,
      env: testEnv({ PWD }),
    })
    expect(plain).toMatchObject({ code: 0, stdout: 'hello\n' })
  }
})

test.each([
  'with spaces',
  'it\'s "quoted"',
  'ünï 世界 🐹',
  '-dash',
  'a,b;c&d$HOME',
  'tab\tand\\back',
])('a folder called %j', async (name) => {
  const parent = tempDir('names')
  const cwd = goModule('named', hello(), join(parent, name))
  await sees(['.'], cwd)
  const result = await gorv(['run', '-C', cwd, '-r', 'json', '.'], { cwd: parent })
  expect(result).toMatchObject({ code: 0, stdout: 'hello\n' })
  parseStream(readFileSync(join(cwd, `${basename(cwd)}.gorv.ndjson`), 'utf8'))
  // The same for gorv's own folder.
  await sees(['.'], cwd, { GORV_CACHE: join(parent, `${name} cache`) })
})

const main = 'package main\n\nfunc main() { println("from disk") }\n'

/** A module with the user's own overlay, which replaces its main.go. */
function overlaid(): string {
  const cwd = goModule('overlaid', main)
  writeFileSync(
    join(cwd, 'other.txt'),
    'package main\n\nfunc main() { println("from the overlay") }\n',
  )
  writeFileSync(join(cwd, 'own.json'), '{"Replace":{"main.go":"other.txt"}}')
  return cwd
}

const watched = (result: Finished) => {
  expect(result).toMatchObject({ code: 0, stderr: 'from the overlay\n' })
  expect(parseStream(result.stdout).snapshots.length).toBeGreaterThan(0)
}

test.each([
  ['--go-flag', ['--go-flag', '-overlay=own.json'], ''],
  ['--go-flag twice', ['--go-flag', '-overlay', '--go-flag', 'own.json'], ''],
  ['GOFLAGS', [], '-overlay=own.json'],
])("the user's own overlay, by %s, goes with gorv's", async (_, flags, goflags) => {
  const cwd = overlaid()
  const env = testEnv({ GOFLAGS: `-buildvcs=false ${goflags}` })
  watched(await gorv(['run', '-r', 'json', '-o', '-', ...flags, '.'], { cwd, env }))
})

test("gorv go takes the user's own overlay as well", async () => {
  const result = await gorv(['go', 'run', '-overlay', 'own.json', '.'], { cwd: overlaid() })
  expect(result).toMatchObject({ code: 0, stderr: 'from the overlay\n' })
})

test('an overlay of the same file is refused and named', async () => {
  const cwd = overlaid()
  const goroot = (await run('go', ['env', 'GOROOT'], { cwd })).stdout.trim()
  const key = join(goroot, 'src/runtime/runtime2.go')
  writeFileSync(join(cwd, 'own.json'), JSON.stringify({ Replace: { [key]: 'other.txt' } }))
  for (const args of [
    ['run', '-r', 'json', '-o', '-', '--go-flag', '-overlay=own.json', '.'],
    ['go', 'build', '-overlay=own.json', '.'],
  ]) {
    expect(await gorv(args, { cwd })).toMatchObject({
      code: 125,
      stdout: '',
      stderr: `gorv: your own -overlay replaces ${key}, which gorv replaces too — run without one of the two\n`,
    })
  }
})

test.each([
  ['is not there', undefined],
  ['is no JSON', '{"Replace":'],
  ['is a list', '[]'],
  ['replaces a list', '{"Replace":["a"]}'],
  ['replaces by no path', '{"Replace":{"a":1}}'],
])('an overlay that %s is named', async (_, text) => {
  const cwd = overlaid()
  if (text !== undefined) writeFileSync(join(cwd, 'bad.json'), text)
  const args = ['run', '-r', 'json', '-o', '-', '--go-flag', '-overlay=bad.json', '.']
  const result = await gorv(args, { cwd })
  expect(result.stdout).toBe('')
  expectOneLine(result, 125, /^gorv: your own -overlay .*bad\.json: /)
})
