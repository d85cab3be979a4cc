import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'

const source = `package main

import "runtime"

func main() { println("Ps:", len(runtime.RuntimeExposure().AllP) > 0) }
`

const words = 'Ps: true\n'

async function runsWith(cwd: string, overlay: string) {
  const result = await run('go', ['run', '-overlay', overlay, '.'], { cwd })
  expect(result.stderr).toBe(words)
}

function overlayOf(dir: string): { Replace: Record<string, string> } {
  return JSON.parse(readFileSync(join(dir, 'overlay.json'), 'utf8')) as never
}

test('says what it wrote and the exact next command', async () => {
  const cwd = goModule('init', source)
  const result = await gorv(['init'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toMatch(/^wrote \.gorv\/overlay\.json$/m)
  expect(result.stdout).toMatch(/^wrote \.gorv\/runtime\/runtime2\.go$/m)
  const next = /^next: (.*)$/m.exec(result.stdout)?.[1] ?? ''
  const shell = await run('sh', ['-c', next], { cwd })
  expect(shell.stderr).toBe(words)
  const [[from, to]] = Object.entries(overlayOf(join(cwd, '.gorv')).Replace) as [[string, string]]
  expect(from).toMatch(/\/src\/runtime\/runtime2\.go$/)
  expect(to).toBe(join(cwd, '.gorv', 'runtime', 'runtime2.go'))
  // What was there is there still, and the rest comes behind it.
  expect(readFileSync(to, 'utf8').startsWith(readFileSync(from, 'utf8').trimEnd())).toBe(true)
})

test('a second time all is up to date, and go has nothing to build again', async () => {
  const cwd = goModule('again', source)
  await gorv(['init'], { cwd })
  const build = ['build', '-v', '-overlay', '.gorv/overlay.json', '-o', 'x', '.']
  expect((await run('go', build, { cwd })).stderr).toBe('example.com/again\n')
  const before = readFileSync(join(cwd, '.gorv/runtime/runtime2.go'))
  const result = await gorv(['init'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toMatch(/^\.gorv\/overlay\.json is up to date$/m)
  expect(result.stdout).toMatch(/^\.gorv\/runtime\/runtime2\.go is up to date$/m)
  expect(result.stdout).not.toContain('wrote')
  expect(readFileSync(join(cwd, '.gorv/runtime/runtime2.go'))).toEqual(before)
  expect(await run('go', build, { cwd })).toMatchObject({ code: 0, stderr: '' })
})

test('a damaged or missing file is written again', async () => {
  const cwd = goModule('repair', source)
  await gorv(['init'], { cwd })
  writeFileSync(join(cwd, '.gorv/runtime/runtime2.go'), 'package runtime\n')
  const result = await gorv(['init'], { cwd })
  expect(result.stdout).toMatch(/^wrote \.gorv\/runtime\/runtime2\.go$/m)
  expect(result.stdout).toMatch(/^\.gorv\/overlay\.json is up to date$/m)
  await runsWith(cwd, '.gorv/overlay.json')
})

test('a folder made for another Go is made anew, and gorv says so', async () => {
  const cwd = goModule('other', source)
  await gorv(['init'], { cwd })
  const version = (await run('go', ['env', 'GOVERSION'], { cwd })).stdout.trim()
  // As another Go's init leaves it: its own note, its own runtime.
  const note = join(cwd, '.gorv/gorv.json')
  writeFileSync(note, readFileSync(note, 'utf8').replaceAll(version, 'go1.20.3'))
  writeFileSync(join(cwd, '.gorv/runtime/runtime2.go'), 'package runtime // of go1.20.3\n')
  const result = await gorv(['init'], { cwd })
  expect(result.code).toBe(0)
  expect(result.stderr).toBe(`gorv: .gorv was made for go1.20.3; made anew for ${version}\n`)
  expect(readFileSync(note, 'utf8')).toContain(version)
  await runsWith(cwd, '.gorv/overlay.json')
})

test('--dir writes elsewhere, also where the name needs quotes', async () => {
  const cwd = goModule('dir', source)
  const result = await gorv(['init', '--dir', "the sched's/överlay"], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(existsSync(join(cwd, '.gorv'))).toBe(false)
  const next = /^next: (.*)$/m.exec(result.stdout)?.[1] ?? ''
  const shell = await run('sh', ['-c', next], { cwd })
  expect(shell.stderr).toBe(words)
})

test('--json tells the same to programs', async () => {
  const cwd = goModule('json', source)
  const result = await gorv(['init', '--json'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const report = JSON.parse(result.stdout) as { overlay: string; files: string[]; next: string }
  expect(report).toMatchObject({
    goversion: expect.stringMatching(/^go1\./) as string,
    goroot: expect.stringMatching(/^\//) as string,
    overlay: join(cwd, '.gorv/overlay.json'),
    files: [join(cwd, '.gorv/overlay.json'), join(cwd, '.gorv/runtime/runtime2.go')],
    next: 'go run -overlay .gorv/overlay.json .',
  })
})

test('outside of a module it says how to make one and writes nothing', async () => {
  const cwd = tempDir('nomodule')
  // The tests' own folder lies in no module either: nothing above this has a go.mod.
  const result = await gorv(['init'], { cwd })
  expect(result.code).toBe(125)
  expect(result.stdout).toBe('')
  expect(result.stderr).toBe(
    `gorv: ${cwd} is in no Go module — go mod init <name> first, or name the files: gorv run main.go\n`,
  )
  expect(existsSync(join(cwd, '.gorv'))).toBe(false)
  const json = await gorv(['init', '--json'], { cwd })
  expect(JSON.parse(json.stderr)).toMatchObject({ code: 'NO_MODULE' })
})

test('what gorv did not write stays, unless --force says otherwise', async () => {
  const cwd = goModule('handmade', source)
  const own = '{"Replace":{}}\n'
  mkdirSync(join(cwd, '.gorv'))
  writeFileSync(join(cwd, '.gorv/overlay.json'), own)
  const refused = await gorv(['init'], { cwd })
  expect(refused.code).toBe(125)
  expect(refused.stderr).toBe(
    `gorv: ${join(cwd, '.gorv')} holds files that gorv did not write — choose another with --dir, or --force to write there\n`,
  )
  expect(readFileSync(join(cwd, '.gorv/overlay.json'), 'utf8')).toBe(own)
  const forced = await gorv(['init', '--force'], { cwd })
  expect(forced.code).toBe(0)
  await runsWith(cwd, '.gorv/overlay.json')
})

test('an overlay.json that was changed by hand since stays, unless --force says otherwise', async () => {
  const cwd = goModule('edited', source)
  await gorv(['init'], { cwd })
  const file = join(cwd, '.gorv/overlay.json')
  const overlay = overlayOf(join(cwd, '.gorv'))
  overlay.Replace[join(cwd, 'other.go')] = ''
  const edited = JSON.stringify(overlay)
  writeFileSync(file, edited)
  const refused = await gorv(['init'], { cwd })
  expect(refused.code).toBe(125)
  expect(refused.stderr).toMatch(
    /^gorv: .*overlay\.json was changed since gorv wrote it — .*--force.*\n$/,
  )
  expect(readFileSync(file, 'utf8')).toBe(edited)
  const forced = await gorv(['init', '--force'], { cwd })
  expect(forced.code).toBe(0)
  expect(Object.keys(overlayOf(join(cwd, '.gorv')).Replace)).toHaveLength(1)
})

test('a --dir that is a file is refused in one line', async () => {
  const cwd = goModule('file', source)
  const result = await gorv(['init', '--dir', 'main.go'], { cwd })
  expect(result.code).toBe(125)
  expect(result.stderr).toMatch(/^gorv: .*main\.go.*folder.*\n$/)
  expect(readFileSync(join(cwd, 'main.go'), 'utf8')).toBe(source)
})

test('a folder of the module, not just its root, can be where one works', async () => {
  const cwd = goModule('nested', source)
  mkdirSync(join(cwd, 'cmd/x'), { recursive: true })
  writeFileSync(join(cwd, 'cmd/x/main.go'), source)
  const result = await gorv(['init'], { cwd: join(cwd, 'cmd/x') })
  expect(result.code).toBe(0)
  await runsWith(join(cwd, 'cmd/x'), '.gorv/overlay.json')
})

test('go test and go build take the overlay as go run does', async () => {
  const cwd = goModule('tested', source)
  writeFileSync(
    join(cwd, 'main_test.go'),
    'package main\n\nimport (\n\t"runtime"\n\t"testing"\n)\n\nfunc TestPs(t *testing.T) {\n' +
      '\tif len(runtime.RuntimeExposure().AllP) == 0 {\n\t\tt.Fatal("no P")\n\t}\n}\n',
  )
  const tested = await gorv(['go', 'test', '-count=1', './...'], { cwd })
  expect(tested.code, tested.stdout + tested.stderr).toBe(0)
  const built = await gorv(['go', 'build', '-o', 'x', '.'], { cwd, env: testEnv() })
  expect(built).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect((await run(join(cwd, 'x'), [], { cwd })).stderr).toBe(words)
  // Exit codes and streams are go's own.
  const bad = await gorv(['go', 'run', './nowhere'], { cwd })
  const same = await run('go', ['run', './nowhere'], { cwd })
  expect([bad.code, bad.stderr]).toEqual([same.code, same.stderr])
})
