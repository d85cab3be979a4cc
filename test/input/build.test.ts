import { chmodSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'

const good = 'package main\n\nfunc main() { println("it ran") }\n'
const json = ['run', '-r', 'json', '-o', '-']

/** A PATH without go, and no way to get one. */
function goless(): NodeJS.ProcessEnv {
  return testEnv({
    PATH: tempDir('empty'),
    HOME: tempDir('home'),
    GOMODCACHE: '',
    GOROOT: '',
    GORV_OFFLINE: '1',
  })
}

test.each([[['run', '-r', 'json', '.']], [['init']], [['go', 'build', '.']]])(
  'no go on PATH: %j',
  async (args) => {
    const result = await gorv(args, { cwd: goModule('goless', good), env: goless() })
    expectOneLine(
      result,
      125,
      /^gorv: no go command on PATH, and gorv could not get one: offline.* — install Go/,
    )
  },
)

test('no go on PATH, with --json', async () => {
  const result = await gorv([...json, '--json', '.'], {
    cwd: goModule('goless', good),
    env: goless(),
  })
  expect(result.code).toBe(125)
  expect(JSON.parse(result.stderr)).toMatchObject({
    code: 'NO_GO',
    message: expect.stringMatching(/^no go command on PATH, and/) as string,
  })
})

test.each([
  [
    'fails',
    '#!/bin/sh\necho "broken pipe dream" >&2\nexit 3\n',
    /go env failed: broken pipe dream — /,
  ],
  ['prints no JSON', '#!/bin/sh\necho hello\n', /go env failed: it printed no JSON but "hello/],
  [
    'says no version',
    '#!/bin/sh\necho "{}"\n',
    /go env failed: .*go says that it is version "" — /,
  ],
  ['is no program', 'hello\n', /go env failed: .*(ENOEXEC|not found)/],
])('a go command that %s', async (_, text, line) => {
  const bin = tempDir('badgo')
  writeFileSync(join(bin, 'go'), text)
  chmodSync(join(bin, 'go'), 0o755)
  const env = testEnv({ PATH: `${bin}:/usr/bin:/bin` })
  const result = await gorv([...json, '.'], { cwd: goModule('badgo', good), env })
  expectOneLine(result, 125, line)
})

/** What go itself says of the same build. */
async function goSays(cwd: string, what: string[]): Promise<string> {
  const result = await run('go', ['build', '-o', join(tempDir('out'), 'x'), ...what], { cwd })
  expect(result.code).toBe(1)
  return result.stderr
}

test.each([
  ['a type error', 'package main\n\nfunc main() {\n\tvar x int = "one"\n}\n'],
  ['a syntax error', 'package main\n\nfunc main() {\n\tfor {\n}\n'],
  ['a missing package', 'package main\n\nimport _ "example.com/nowhere"\n\nfunc main() {}\n'],
  ['no main function', 'package main\n\nfunc Main() {}\n'],
])("%s: go's own words, and 1", async (_, source) => {
  const cwd = goModule('broken', source)
  for (const what of [[], ['.'], ['main.go']]) {
    const result = await gorv([...json, ...what], { cwd })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toBe(await goSays(cwd, what))
  }
})

test('what go says of the runtime names the file that the user has, not gorv’s', async () => {
  const cwd = goModule(
    'vetted',
    'package main\n\nimport "runtime"\n\nvar _ = runtime.NewExposureG(1)\n\nfunc main() {}\n',
  )
  const result = await gorv([...json, '.'], { cwd })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toContain('./main.go:5:30: cannot use 1')
  expect(result.stderr).not.toContain('.cache')
  const verbose = await gorv([...json, '--go-flag', '-gcflags=runtime=-m', '.'], { cwd })
  expect(verbose.stderr).not.toContain(dirname(testEnv()['GORV_CACHE'] ?? ''))
  const goroot = (await run('go', ['env', 'GOROOT'], { cwd })).stdout.trim()
  expect(verbose.stderr).toContain(`${goroot}/src/runtime/runtime2.go:`)
})

test('a build that fails, with --json', async () => {
  const cwd = goModule('broken', 'package main\n\nfunc main() { x() }\n')
  const result = await gorv([...json, '--json', '.'], { cwd })
  expect(result.code).toBe(1)
  const lines = result.stderr.trimEnd().split('\n')
  expect(JSON.parse(lines.pop() ?? '')).toMatchObject({ code: 'BUILD' })
  expect(lines.join('\n')).toContain('./main.go:3:15: undefined: x')
})

test('outside of a module: go says so', async () => {
  const cwd = tempDir('nomodule')
  for (const what of [[], ['.'], ['./cmd']]) {
    const result = await gorv([...json, ...what], { cwd })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toBe(await goSays(cwd, what))
    expect(result.stderr).toContain('module')
  }
})

test('files and folders that are not there', async () => {
  const cwd = goModule('missing', good)
  for (const what of [['nowhere.go'], ['./nowhere'], ['example.com/nowhere']]) {
    const result = await gorv([...json, ...what], { cwd })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toBe(await goSays(cwd, what))
    expect(result.stderr).toContain('nowhere')
  }
})

test('a package that is not main', async () => {
  const cwd = goModule('library', 'package library\n')
  const result = await gorv([...json, '.'], { cwd })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toContain(
    'gorv: . is not a main package — name a folder with a func main\n',
  )
  const files = await gorv([...json, 'main.go'], { cwd })
  expect(files).toMatchObject({ code: 1, stdout: '' })
  expect(files.stderr).toContain('gorv: main.go is not a main package — ')
})

test('several programs where one is wanted', async () => {
  const cwd = goModule('many', good)
  for (const name of ['one', 'two']) goModule(name, good, join(cwd, 'cmd', name))
  for (const name of ['one', 'two']) {
    await run('rm', [join(cwd, 'cmd', name, 'go.mod')], { cwd })
  }
  const result = await gorv([...json, './cmd/...'], { cwd })
  expectOneLine(
    result,
    1,
    /^gorv: \.\/cmd\/\.\.\. holds several programs: one, two — name one of them\n/,
  )
})
