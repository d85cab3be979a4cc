import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'

const source = 'package main\n\nfunc main() {}\n'

interface Report {
  ok: boolean
  checks: { name: string; ok: boolean; text: string; hint: string | null }[]
}

test('all well: what was found and from where, and 0', async () => {
  const cwd = goModule('well', source)
  const result = await gorv(['doctor'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).not.toContain('FAIL')
  expect(result.stdout).toMatch(
    /^ok {3}go +go1\.\S+ linux\/\w+, GOROOT \/.*first go on PATH: \/.*\/go\)$/m,
  )
  expect(result.stdout).toMatch(
    /^ok {3}runtime +\/.*\/runtime2\.go can be patched, (verified|expected to work) with go1\.\d+.*: .+$/m,
  )
  expect(result.stdout).toContain(`${cwd}/go.mod`)
  expect(result.stdout).toMatch(/^ok {3}GOFLAGS +-buildvcs=false$/m)
  const json = await gorv(['doctor', '--json', '-C', cwd], { cwd: tempDir('else') })
  expect(json.code).toBe(0)
  const report = JSON.parse(json.stdout) as Report
  expect(report.ok).toBe(true)
  expect(report.checks.find((check) => check.name === 'module')?.text).toBe(`${cwd}/go.mod`)
})

test('outside of a module it says what works there, and 0', async () => {
  const result = await gorv(['doctor'], { cwd: tempDir('nomodule') })
  expect(result.code).toBe(0)
  expect(result.stdout).toMatch(/^ok {3}module +none: /m)
})

test.each([
  [
    'no go',
    // Nor one that go has put into its module cache, wherever that is here.
    { PATH: '/nowhere', HOME: '/nowhere', GOPATH: '', GOMODCACHE: '', GORV_OFFLINE: '1' },
    'go',
    'no go command on PATH',
  ],
  ['a cache that cannot be made', { GORV_CACHE: '/dev/null/x' }, 'overlay', '/dev/null/x'],
  ['an overlay that is not there', { GOFLAGS: '-overlay=nowhere.json' }, 'overlay', 'nowhere.json'],
  ['another port', { GOOS: 'js', GOARCH: 'wasm' }, 'go', 'js/wasm'],
  ['another system', { GOOS: 'plan9' }, 'port', 'the program would be for plan9/'],
  ['another machine', { GOARCH: 's390x' }, 'port', 'the program would be for linux/s390x'],
] as [string, NodeJS.ProcessEnv, string, string][])(
  '%s: 1, and run fails as well',
  async (_, env, name, text) => {
    const cwd = goModule('unwell', source)
    const result = await gorv(['doctor', '--json'], { cwd, env: testEnv(env) })
    expect(result).toMatchObject({ code: 1, stderr: '' })
    const report = JSON.parse(result.stdout) as Report
    expect(report.ok).toBe(false)
    const failed = report.checks.filter((check) => !check.ok)
    expect(failed.map((check) => check.name)).toEqual([name])
    expect(failed[0]?.text).toContain(text)
    const plain = await gorv(['doctor'], { cwd, env: testEnv(env) })
    expect(plain.code).toBe(1)
    expect(plain.stdout).toMatch(new RegExp(`^FAIL ${name} `, 'm'))
    const run = await gorv(['run', '-r', 'json', '-o', '-', '.'], { cwd, env: testEnv(env) })
    expect(run.code).toBe(125)
    expect(run.stderr).not.toMatch(/^\s+at |unexpected/m)
  },
)

test('doctor of a Go that is not there is told in its report', async () => {
  const result = await gorv(['doctor', '--go', './nowhere'], { cwd: goModule('go', source) })
  expect(result).toMatchObject({ code: 1, stderr: '' })
  expect(result.stdout).toMatch(/^FAIL go +--go \.\/nowhere: neither a Go version nor a GOROOT$/m)
})
