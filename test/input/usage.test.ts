import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, tempDir } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'

const cwd = goModule('usage', 'package main\n\nfunc main() { println("it ran") }\n')

/** Each ends with 2 before anything is built, and leaves nothing. */
const cases: [string[], RegExp][] = [
  [
    ['run', '-r', 'hmtl', '.'],
    /^gorv: no renderer "hmtl"; did you mean html\? — there are ascii, html, json/,
  ],
  [['run', '-r', 'jsno', '.'], /did you mean json\?/],
  [['run', '-r', 'entirely-else', '.'], /^gorv: no renderer "entirely-else" — there are/],
  [['run', '-r', 'ascii', '.'], /^gorv: renderer ascii needs a terminal — use -r html/],
  [['run', '--nope', '.'], /^gorv: unknown option '--nope'/],
  [['run', '--recrod', 'x', '.'], /^gorv: unknown option '--recrod'; did you mean --record\?/],
  [['run', '--sample'], /^gorv: option '--sample <interval>' argument missing/],
  [['rnu', '.'], /^gorv: unknown command 'rnu'; did you mean run\?/],
  [['render'], /^gorv: missing required argument 'recording'/],
  [['run', '-r', 'json', 'one', 'two'], /^gorv: too many packages: two — .* after --/],
  [['run', '-r', 'json', 'main.go', 'two'], /^gorv: too many packages: two — /],
  [['run', '-r', 'json', '--go', '9.9', '.'], /^gorv: --go 9\.9: .* — give a version/],
  [['run', '-r', 'json', '--go', './nowhere', '.'], /^gorv: --go \.\/nowhere: .* — give a version/],
  [['run', '-r', 'json', '-C', 'nowhere', '.'], /^gorv: -C nowhere: no such folder — /],
  [['run', '-r', 'json', '-C', 'main.go', '.'], /^gorv: -C main\.go: no such folder — /],
  [
    ['run', '-r', 'json', '-o', 'x', '--record', './x', '.'],
    /both the recording and the result — /,
  ],
  [
    ['run', '-r', 'json', '--go-flag', '-coverpkg=all', '.'],
    /^gorv: -coverpkg=all drops .* — name/,
  ],
  [['doctor', '--nope'], /^gorv: unknown option '--nope'/],
  [['init', '--nope'], /^gorv: unknown option '--nope'/],
  ...['5', '', 'abc', '0ms', '-5ms', '5 ms', '5ms10', '1e3ms', '5min'].flatMap(
    (time): [string[], RegExp][] => [
      [
        ['run', '-r', 'json', `--sample=${time}`, '.'],
        /^gorv: --sample .* is no duration — .*16ms/,
      ],
      [['run', '-r', 'json', `--duration=${time}`, '.'], /^gorv: --duration .* is no duration — /],
    ],
  ),
]

test.each(cases)('gorv %j', async (args, line) => {
  const result = await gorv(args, { cwd })
  expectOneLine(result, 2, line)
  expect(result.stdout).toBe('')
  expect(readdirSync(cwd).sort()).toEqual(['go.mod', 'main.go'])
})

test.each([
  [['run', '--json', '-r', 'hmtl', '.'], 'UNKNOWN_RENDERER'],
  [['run', '--json', '--nope', '.'], 'USAGE'],
  [['run', '--json', '--sample', 'x', '-r', 'json', '.'], 'USAGE'],
  [['run', '--json', '-C', 'nowhere', '.'], 'USAGE'],
  [['render', '--json', '-r', 'json', 'nowhere'], 'NO_RECORDING'],
  [['run', '--json', '-r', 'json', '-o', 'main.go', '.'], 'OUTPUT_EXISTS'],
])('gorv %j: the same as a line of JSON', async (args, code) => {
  const result = await gorv(args, { cwd })
  expect(result.stdout).toBe('')
  const lines = result.stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  const said = JSON.parse(lines[0] ?? '') as { code: string; message: string; hint: string | null }
  expect(Object.keys(said)).toEqual(['code', 'message', 'hint'])
  expect(said.code).toBe(code)
  expect(said.message).not.toContain('\n')
  expect(said.hint).toEqual(expect.any(String))
})

test('--json after -- is the program’s, and gorv speaks plainly', async () => {
  const result = await gorv(['run', '-r', 'hmtl', '.', '--', '--json'], { cwd })
  expectOneLine(result, 2, /did you mean html/)
})

test('with --json, what gorv says of a good run is JSON as well', async () => {
  const out = join(tempDir('json'), 'x.ndjson')
  const result = await gorv(['run', '--json', '-r', 'json', '-o', out, '.'], { cwd })
  expect(result.code).toBe(0)
  const [own, said] = result.stderr.trimEnd().split('\n')
  expect(own).toBe('it ran')
  expect(JSON.parse(said ?? '')).toEqual({
    code: 'INFO',
    message: `wrote ${out} (file://${out})`,
    hint: null,
  })
  expect(existsSync(out)).toBe(true)
})

test('no command at all: the help, and 2', async () => {
  const result = await gorv([], { cwd })
  expect(result).toMatchObject({ code: 2, stdout: '' })
  expect(result.stderr).toContain('gorv run .')
  const help = await gorv(['--help'], { cwd })
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('gorv run .')
  const version = await gorv(['--version'], { cwd })
  expect(version).toMatchObject({ code: 0, stderr: '' })
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
