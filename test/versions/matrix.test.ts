import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expose, findToolchain } from '@gorv/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { under } from '../support/both.ts'
import { run, testEnv } from '../support/gorv.ts'
import { programs, root } from '../support/paths.ts'

async function list(...words: string[]): Promise<string[]> {
  const args = ['scripts/matrix.mjs', ...words, '--list']
  const result = await run(process.execPath, args, { cwd: root, env: testEnv() })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return result.stdout.trimEnd().split('\n')
}

describe('what the words choose', () => {
  it('everything: each release since 1.16, then four of them on other systems', async () => {
    const all = await list()
    const releases = all.filter((line) => line.endsWith(' linux/amd64'))
    expect(releases.length).toBeGreaterThanOrEqual(90)
    expect(releases[0]).toBe('go1.16.3 linux/amd64')
    expect(all).toContain('go1.18beta1 linux/amd64')
    expect(all.filter((line) => line.endsWith(' windows/arm64')).length).toBe(4)
  })

  it('the spread: at least 16 releases, among them the last of every minor, an rc and a beta', async () => {
    const spread = (await list('--spread')).filter((line) => line.endsWith(' linux/amd64'))
    expect(spread.length).toBeGreaterThanOrEqual(16)
    const minors = spread.map((line) => Number(/^go1\.(\d+)/.exec(line)?.[1]))
    for (let minor = 16; minor <= 27; minor++) expect(minors).toContain(minor)
    for (const one of ['go1.16.3', 'go1.16.15', 'go1.18beta1', 'go1.26rc1']) {
      expect(spread).toContain(`${one} linux/amd64`)
    }
  })

  it.each([
    [['--only', 'go1.21'], ['go1.21.0', 'go1.21.6', 'go1.21.13'].map((v) => `${v} linux/amd64`)],
    [
      ['--only', '1.22.5', '1.16.*'],
      ['1.16.3', '1.16.4', '1.16.15', '1.22.5'].map((v) => `go${v} linux/amd64`),
    ],
    [['--only', 'go1.22.5', 'linux/s390x'], ['go1.22.5 linux/s390x']],
    [['--only', 'windows/arm*', 'go1.20.14'], ['go1.20.14 windows/arm64']],
  ])('%j', async (words, chosen) => expect((await list(...words)).sort()).toEqual(chosen.sort()))

  it.each([['--only'], ['--everything'], ['--only', 'go1.99']])('%s %s: no', async (...words) => {
    const result = await run(process.execPath, ['scripts/matrix.mjs', ...words], { cwd: root })
    expect([result.code, result.stdout]).toEqual([2, ''])
  })
})

describe('what a stream must be', () => {
  interface Cell {
    release: string
    port: string
    facts: string[]
  }
  // Untyped, as all of scripts/ is.
  const module = join(root, 'scripts/matrix/stream.mjs')
  let checkStream: (text: string, cell: Cell) => void
  let lines: string[]
  let cell: Cell

  beforeAll(async () => {
    ;({ checkStream } = (await import(module)) as { checkStream: typeof checkStream })
    const { stream } = await under('matrix', ['watched'], { flags: ['--sample', '16ms'] })
    lines = [stream.hello, ...stream.snapshots, stream.end].map((line) => JSON.stringify(line))
    const toolchain = await findToolchain({ cwd: join(programs, 'matrix'), env: testEnv() })
    const facts = expose(toolchain).facts.map(([, file]) => file.replace(/^fact_|\.go$/g, ''))
    cell = { release: toolchain.version, port: `${toolchain.goos}/${toolchain.goarch}`, facts }
  })

  it('passes as it is', () => checkStream(lines.join('\n'), cell))

  it.each<[string, (text: string) => string, string]>([
    ['no end', (text) => text.split('\n').slice(0, -1).join('\n'), 'the stream has no end'],
    ['no hello', (text) => text.split('\n').slice(1).join('\n'), 'no hello'],
    [
      'one worker less',
      (text) => text.replaceAll('main.worker', 'main.walker'),
      'five workers in 0',
    ],
    ['another creator', (text) => text.replaceAll('"main.watched"', '"main.main"'), 'createdby is'],
    ['no sysmon', (text) => text.replaceAll('runtime.sysmon', 'runtime.other'), 'no sysmon'],
    ['a loss', (text) => text.replace('"lost":0', '"lost":1'), 'lost is 1 and not 0'],
    ['a capability less', (text) => text.replace('"incgo",', ''), 'capabilities is'],
  ])('%s is noticed', (_, spoil, complaint) => {
    const spoilt = spoil(lines.join('\n'))
    expect(spoilt).not.toBe(lines.join('\n'))
    expect(() => checkStream(spoilt, cell)).toThrow(complaint)
  })
})

it('verified.json tells what was run', () => {
  const file = join(root, 'packages/core/src/exposure/verified.json')
  const results = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>[]
  for (const one of results) {
    expect(one).toMatchObject({
      release: expect.stringMatching(/^go1\.\d+/),
      port: expect.stringMatching(/^\w+\/\w+$/),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      inputs: expect.stringMatching(/^[0-9a-f]{12}$/),
    })
  }
})
