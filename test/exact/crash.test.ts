// Programs that end badly, or under hardship: they do as without gorv, and what was
// recorded of them opens.
import { constants } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainBuild } from '../support/go.ts'
import { gorv, run, tempDir, testEnv, type Finished } from '../support/gorv.ts'
import { opened } from '../support/opened.ts'
import { programs, root } from '../support/paths.ts'
import { steady } from '../support/steady.ts'
import { shellCode } from '../support/both.ts'
import type { RunEnd } from '@gorv/core'

const crash = '../exact/crash'
const timeout = 300_000
const env = testEnv({ CRASH_TURN: '0' })

interface Ends {
  plain: Finished
  under: Finished
  end: RunEnd
}

/** The same program plainly and under gorv; `via` starts either. */
async function ends(name: string, args: string[], via: string[] = []): Promise<Ends> {
  const cwd = join(programs, crash, name)
  const bare = [...via, await plainBuild(`${crash}/${name}`), ...args]
  const options = { cwd, env, timeoutMs: timeout }
  const plain = await run(bare[0] ?? '', bare.slice(1), options)
  const recording = join(tempDir('crash'), 'run.gorv')
  const nothing = ['-r', join(root, 'bench/nothing.mjs')]
  const own = ['run', '--quiet', ...nothing, '--record', recording, '.', '--', ...args]
  // The wrapper stands around the program alone: gorv's own words go elsewhere.
  const exec = via.length > 0 ? ['--exec', via.join(' ')] : []
  const under = await gorv([...own.slice(0, 1), ...exec, ...own.slice(1)], options)
  const rendered = await opened(recording)
  expect(rendered.code, rendered.stderr).toBe(0)
  expect(rendered.end.lost).toBe(0)
  return { plain, under, end: rendered.end }
}

/** Code, signal and stdout are those of the plain run. */
function expectSame({ plain, under, end }: Ends): void {
  expect(under.stdout).toBe(plain.stdout)
  expect(under.code).toBe(shellCode(plain))
  expect(end).toMatchObject({ exitcode: plain.code, signal: plain.signal })
}

const firstLine = (text: string): string => steady(text).split('\n')[0] ?? ''

test.each([
  ['panic', 2, 'panic: gone wrong'],
  ['panic-other', 2, 'panic: gone wrong elsewhere'],
  ['panic-in-init', 2, 'panic: too early'],
  ['deadlock', 2, 'all goroutines are asleep - deadlock!'],
  ['goexit', 2, 'no goroutines (main called runtime.Goexit) - deadlock!'],
  ['goexit-alive', 6, ''],
  ['exit-in-init', 5, ''],
])('%s: code %d and the same words', { timeout }, async (way, code, words) => {
  const both = await ends('pure', [way])
  expect(both.plain.code).toBe(code)
  expect(both.plain.stderr).toContain(words)
  expect(steady(both.under.stderr)).toBe(steady(both.plain.stderr))
  expectSame(both)
})

// Which goroutine it meets, and where the others are, is not the same twice.
test.each([
  ['pure', 'map', 'fatal error: concurrent map writes'],
  ['pure', 'overflow', 'runtime: goroutine stack exceeds 1000000000-byte limit'],
  ['c', '', 'SIGSEGV: segmentation violation'],
])('%s %s: ends with 2 and the same first line', { timeout }, async (name, way, line) => {
  const both = await ends(name, [way])
  expect(firstLine(both.plain.stderr)).toBe(line)
  expect(firstLine(both.under.stderr)).toBe(line)
  expect(both.plain.code).toBe(2)
  expectSame(both)
})

test('kill: gone at once, and gorv says by what', { timeout }, async () => {
  const both = await ends('pure', ['kill'])
  expect(both.plain.signal).toBe('SIGKILL')
  expect(both.under.code).toBe(128 + constants.signals.SIGKILL)
  expect(both.under.stderr).toBe('')
  expectSame(both)
})

test('full: neither stdout nor a file takes anything', { timeout }, async () => {
  const script = join(root, 'test/exact/crash/to-full.sh')
  const both = await ends('pure', ['full'], ['sh', script])
  expect(both.plain.stderr).toContain('stdout: write /dev/stdout: no space left on device')
  expect(both.under.stderr).toBe(both.plain.stderr)
  expectSame(both)
  expect(both.plain.code).toBe(9)
})

test.each([
  ['close', 7, 'closes all but'],
  ['close-all', 2, 'closes all'],
  ['memory', 0, '48 MiB are kept'],
  ['children', 0, 'their exit codes are 1400 in all'],
  ['exec', 3, 'turn 1000'],
  ['million', 0, '1000000 went through'],
  ['threads', 0, 'all are back'],
  ['procs', 0, 'GOMAXPROCS is 1'],
])('%s: code %d and the same words', { timeout }, async (way, code, words) => {
  const both = await ends('pure', [way])
  expect(both.plain.stdout).toContain(words)
  expect([both.plain.code, both.plain.stderr]).toEqual([code, ''])
  // That snapshots were left out, under such load, gorv may say.
  expect(both.under.stderr.replaceAll(/^gorv: .*\n/gm, '')).toBe('')
  expectSame(both)
})
