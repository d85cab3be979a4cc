import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { both, gorvWords } from '../support/both.ts'
import { plainBuild } from '../support/go.ts'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'
import { TestTerminal } from '../support/terminal.ts'

const cwd = join(programs, 'stdio')
const outFile = () => join(tempDir('stdio'), 'out.ndjson')

function onTerminal([command = '', ...args]: string[]): TestTerminal {
  return new TestTerminal(command, args, { cwd, columns: 80, rows: 24 })
}

test('arguments and working directory arrive as they are', async () => {
  const words = [
    '',
    ' two  words ',
    'zażółć 🐹',
    '-o',
    '--',
    '-r=html',
    "it's",
    '"',
    '\\',
    '$HOME',
    '*',
  ]
  const runs = await both('stdio', ['arguments', ...words], { env: testEnv({ PWD: cwd }) })
  expect(JSON.parse(runs.plain.stdout)).toEqual([cwd, cwd, ...words])
  expect(runs.under.stdout).toBe(runs.plain.stdout)
})

test('a package elsewhere runs in the folder that gorv was started in', async () => {
  const inner = join(cwd, 'inner')
  const args = ['run', '-r', 'json', '-o', outFile(), '..', '--', 'arguments', 'x']
  const result = await gorv(args, { cwd: inner, env: testEnv({ PWD: inner }) })
  expect(JSON.parse(result.stdout)).toEqual([inner, inner, 'x'])
})

test('a working directory behind a symbolic link keeps its name', async () => {
  const link = join(tempDir('link'), 'here')
  symlinkSync(cwd, link)
  const options = { cwd: link, env: testEnv({ PWD: link }) }
  const expected = await run(await plainBuild('stdio'), ['arguments'], options)
  const args = ['run', '-r', 'json', '-o', outFile(), '.', '--', 'arguments']
  const result = await gorv(args, options)
  expect(JSON.parse(expected.stdout)).toEqual([link, link])
  expect(result.stdout).toBe(expected.stdout)
})

test.each([
  ['nothing', ''],
  ['text', 'one\ntwo\n'],
  [
    'every byte, more than a pipe holds',
    Buffer.alloc(300_000, Buffer.from([...Array(256).keys()])),
  ],
])('stdin of %s is read to its end', async (_, input) => {
  const runs = await both('stdio', ['copy'], { input })
  expect(runs.plain.stderr).toBe(`${input.length} <nil>\n`)
  expect(runs.under.stderr).toBe(runs.plain.stderr)
  expect(runs.under.stdoutBytes.equals(Buffer.from(input))).toBe(true)
})

test('without stdin there is none', async () => {
  const runs = await both('stdio', ['copy'])
  expect(runs.plain.stderr).toBe('0 <nil>\n')
  expect(runs.under.stderr).toBe(runs.plain.stderr)
})

test('both streams in one pipe keep their bytes and their order', async () => {
  const via = ['sh', '-c', 'exec "$@" 2>&1', 'sh']
  const runs = await both('stdio', ['bytes'], { via })
  expect(runs.plain.stdoutBytes.length).toBe(256 * 7)
  expect(runs.under.stdoutBytes.equals(runs.plain.stdoutBytes)).toBe(true)
})

test.each([
  ['pipes', 'exec "$@"'],
  ['files', 'exec "$@" >"$0.out" </dev/zero'],
  ['append', 'exec "$@" >>"$0.out"'],
  ['a closed stdin', 'exec "$@" <&-'],
])('the three streams are open in the same way: %s', async (_, script) => {
  const via = ['sh', '-c', script, join(tempDir('streams'), 'x')]
  const runs = await both('stdio', ['flags'], { via, input: '' })
  expect(runs.plain.stderr).toContain('2: flags ')
  expect(runs.under.stderr).toBe(runs.plain.stderr)
})

/** Length and SHA-256 of what a command writes, without keeping it. */
function digest(words: string[]): Promise<{ length: number; sha256: string; code: number | null }> {
  const [command = '', ...args] = words
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: testEnv(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const hash = createHash('sha256')
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      hash.update(chunk)
      length += chunk.length
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ length, sha256: hash.digest('hex'), code }))
  })
}

test('100 MB of stdout are the same to the byte', async () => {
  const expected = await digest([await plainBuild('stdio'), 'flood'])
  expect(expected).toMatchObject({ length: 100 << 20, code: 0 })
  expect(await digest(gorvWords(['flood'], outFile()))).toEqual(expected)
})

test('a reader that goes away ends the program as in a plain run', async () => {
  const script = '{ "$@"; echo "code $?" >&2; } | head -c 1000 | wc -c'
  const runs = await both('stdio', ['flood'], { via: ['sh', '-c', script, 'sh'] })
  expect(runs.under.stdout).toBe(runs.plain.stdout)
  expect(runs.plain.stderr).toContain('code 141')
  expect(runs.under.stderr).toBe(runs.plain.stderr)
})

test('a program asks and is answered on a terminal', async () => {
  for (const words of [[await plainBuild('stdio'), 'ask'], gorvWords(['ask'], outFile())]) {
    const terminal = onTerminal(words)
    await terminal.until(/name\?/)
    terminal.press('gopher\r')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.raw).toBe('name? gopher\r\nhello "gopher\\n" <nil>\r\n')
  }
})

test('Ctrl-D on a terminal is the end of stdin', async () => {
  const terminal = onTerminal(gorvWords(['ask'], outFile()))
  await terminal.until(/name\?/)
  terminal.press('\u0004')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.raw).toContain('hello "" EOF')
})
