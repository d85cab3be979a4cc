import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir } from '../support/gorv.ts'
import { gorvBin } from '../support/paths.ts'
import { expectOneLine } from '../support/said.ts'
import { parseStream } from '../support/stream.ts'

const source = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("it ran") }\n'

test.each(['-o', '--record'])(
  '%s: a place that cannot be written is refused before the build',
  async (flag) => {
    const cwd = goModule('place', source)
    mkdirSync(join(cwd, 'folder'))
    const given = flag === '-o' ? [] : ['-o', 'good.ndjson']
    for (const [place, why] of [
      ['nowhere/x', 'no such file or directory'],
      ['folder', 'it is a folder'],
      ['main.go/x', 'not a directory'],
    ] as const) {
      const result = await gorv(['run', '-r', 'json', ...given, flag, place, '.'], { cwd })
      expectOneLine(
        result,
        125,
        new RegExp(
          `^gorv: cannot write ${join(cwd, place)}: .*${why}.* — choose another place with ${flag}\n`,
        ),
      )
      expect(result.stdout).toBe('')
    }
    expect(readdirSync(cwd).sort()).toEqual(['folder', 'go.mod', 'main.go'])
  },
)

test.each(['-o', '--record'])(
  "%s: somebody else's file stays, unless --force says otherwise",
  async (flag) => {
    const cwd = goModule('others', source)
    const file = join(cwd, 'notes.txt')
    writeFileSync(file, 'do not lose me\n')
    const args = [
      'run',
      '-r',
      'json',
      ...(flag === '-o' ? [] : ['-o', 'good.ndjson']),
      flag,
      'notes.txt',
    ]
    const refused = await gorv([...args, '.'], { cwd })
    expectOneLine(
      refused,
      125,
      new RegExp(
        `^gorv: ${file} exists, and gorv did not write it — choose another with ${flag}, or --force`,
      ),
    )
    expect(refused.stdout).toBe('')
    expect(readFileSync(file, 'utf8')).toBe('do not lose me\n')
    const forced = await gorv([...args, '--force', '.'], { cwd })
    expect(forced).toMatchObject({ code: 0, stdout: 'it ran\n' })
    expect(readFileSync(file, 'utf8')).not.toContain('do not lose me')
    // Now it is gorv's own, and so is an empty one.
    expect((await gorv([...args, '.'], { cwd })).code).toBe(0)
    writeFileSync(file, '')
    expect((await gorv([...args, '.'], { cwd })).code).toBe(0)
  },
)

test('the program itself is never the result', async () => {
  const cwd = goModule('self', source)
  const result = await gorv(['run', '-r', 'json', '-o', 'main.go', 'main.go'], { cwd })
  expectOneLine(result, 125, /main\.go exists, and gorv did not write it/)
  expect(readFileSync(join(cwd, 'main.go'), 'utf8')).toBe(source)
})

test('a full disk under the result: the program works to its end, one line says so', async () => {
  const cwd = goModule('full', source)
  const result = await gorv(['run', '-r', 'json', '-o', '/dev/full', '.'], { cwd })
  expect(result.stdout).toBe('it ran\n')
  expectOneLine(result, 125, /^gorv: cannot write \/dev\/full: ENOSPC: no space left on device/)
})

test('a full disk under the recording: the result is whole', async () => {
  const cwd = goModule('full', source)
  const result = await gorv(['run', '-r', 'json', '-o', 'x.ndjson', '--record', '/dev/full', '.'], {
    cwd,
  })
  expect(result).toMatchObject({ code: 125, stdout: 'it ran\n' })
  expect(result.stderr.split('\n').slice(1)).toEqual([
    'gorv: cannot write /dev/full: ENOSPC: no space left on device, write',
    '',
  ])
  const { end, snapshots } = parseStream(readFileSync(join(cwd, 'x.ndjson'), 'utf8'))
  expect(end).toMatchObject({ exitcode: 0, truncated: false })
  expect(snapshots.length).toBeGreaterThan(0)
})

test('a full stdout under -o -', async () => {
  const cwd = goModule('fullout', source)
  const result = await run('sh', ['-c', 'node "$0" run -r json -o - . >/dev/full', gorvBin], {
    cwd,
  })
  expect(result.code).toBe(125)
  // gorv says it as soon as it knows, before the program's words or after them.
  const lines = result.stderr.trimEnd().split('\n').sort()
  expect(lines).toEqual([expect.stringMatching(/^gorv: .*ENOSPC/), 'it ran'])
})

test('a recording can go into a pipe', async () => {
  const cwd = goModule('pipe', source)
  const script = 'node "$0" run -r json -o x.ndjson --record >(cat >copy.gorv) . && sleep 0.2'
  const result = await run('bash', ['-c', script, gorvBin], { cwd })
  expect(result.code, result.stderr).toBe(0)
  const later = await gorv(['render', 'copy.gorv', '-r', 'json', '-o', '-'], { cwd })
  expect(later.stdout).toBe(readFileSync(join(cwd, 'x.ndjson'), 'utf8'))
})

test('render: a recording that is not there, none, a folder, an empty one', async () => {
  const cwd = tempDir('render')
  writeFileSync(join(cwd, 'text.gorv'), 'only some text\n')
  writeFileSync(join(cwd, 'empty.gorv'), '')
  const render = (name: string) => gorv(['render', name, '-r', 'json', '-o', 'x.ndjson'], { cwd })
  expectOneLine(
    await render('nowhere.gorv'),
    125,
    /^gorv: cannot read .*\/nowhere\.gorv: ENOENT.* — gorv run --record/,
  )
  expectOneLine(
    await render('text.gorv'),
    125,
    /^gorv: .*\/text\.gorv: not a gorv recording.* — gorv run --record/,
  )
  expectOneLine(await render('.'), 125, /^gorv: cannot read .*: EISDIR.* — gorv run --record/)
  expect(existsSync(join(cwd, 'x.ndjson'))).toBe(false)
  expectOneLine(
    await render('empty.gorv'),
    125,
    /^gorv: .*\/empty\.gorv holds no snapshot and no event — .*record it again/,
  )
})

test('render: neither the recording itself nor somebody else’s file is overwritten', async () => {
  const cwd = goModule('keep', source)
  await gorv(['run', '-r', 'json', '-o', 'x.ndjson', '--record', 'x.gorv', '.'], { cwd })
  const recording = readFileSync(join(cwd, 'x.gorv'))
  const render = (args: string[]) => gorv(['render', 'x.gorv', '-r', 'json', ...args], { cwd })
  expectOneLine(
    await render(['-o', './x.gorv']),
    2,
    /^gorv: x\.gorv is the recording itself — choose another -o/,
  )
  expectOneLine(
    await render(['-o', './x.gorv', '--force']),
    2,
    /^gorv: x\.gorv is the recording itself/,
  )
  expectOneLine(await render(['-o', 'main.go']), 125, /main\.go exists, and gorv did not write it/)
  expectOneLine(await render(['-o', 'nowhere/x']), 125, /^gorv: cannot write .*nowhere\/x/)
  expect(readFileSync(join(cwd, 'x.gorv')).equals(recording)).toBe(true)
  expect(readFileSync(join(cwd, 'main.go'), 'utf8')).toBe(source)
})
