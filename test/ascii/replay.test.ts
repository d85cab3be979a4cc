import { afterEach, expect, test } from 'vitest'
import { join } from 'node:path'
import { gorvBin, root } from '../support/paths.ts'
import { TestTerminal, untouched } from '../support/terminal.ts'

const recording = join(root, 'test/ascii/fixtures/bazaar.gorv.bin')
const open: TestTerminal[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.dispose()
})

function start(...args: string[]): TestTerminal {
  const terminal = new TestTerminal(process.execPath, args, { cwd: root })
  open.push(terminal)
  return terminal
}

/** The renderer without the command line, which would catch what goes wrong. */
const play = (...flags: string[]) =>
  start(join(root, 'test/ascii/play.mjs'), recording, '--hold=yes', ...flags)

test('gorv render shows a recording at its own pace, and q leaves it', async () => {
  const terminal = start(gorvBin, 'render', recording, '-r', 'ascii')
  const seen = await terminal.until(/main\.hoarder/)
  expect(seen).toMatch(/^ gorv {2}bazaar\.gorv\.bin .* GOMAXPROCS 4 +replay/)
  expect(seen).toMatch(/^ Ps 4 /m)
  terminal.press('q')
  expect(await terminal.ended(1500)).toBe(0)
  expect(terminal.state).toEqual(untouched)
  expect(terminal.text().trim()).toBe('')
})

test('gorv render ends with the recording', async () => {
  const terminal = start(gorvBin, 'render', recording, '-r', 'ascii')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.raw.includes('\u001b[?1049h')).toBe(true)
  expect(terminal.state).toEqual(untouched)
})

test.each([
  ['throws', '--throw=20', /^over: interrupts 0, threw thrown on purpose$/m, 0],
  ['dies of what nobody caught', '--reject=20', /Error: nobody catches this/, 1],
])('free again when the process %s', async (_, flag, words, code) => {
  const terminal = play(flag)
  await terminal.until(/main\.cooks/)
  expect(await terminal.ended()).toBe(code)
  expect(terminal.state).toEqual(untouched)
  expect(terminal.text()).toMatch(words)
})

test.each([
  ['SIGTERM', 15],
  ['SIGINT', 2],
  ['SIGHUP', 1],
] as const)('free again after %s, and it kills as it always did', async (signal, number) => {
  const terminal = play()
  await terminal.until(/main\.cooks/)
  process.kill(terminal.pid, signal)
  await terminal.ended()
  expect(terminal.exit?.signal).toBe(number)
  expect(terminal.state).toEqual(untouched)
})

test('the keys: help, panes, system goroutines, output', async () => {
  const terminal = play('--until=90', '--speed=20', '--output=line')
  await terminal.until(/seq 89 /)
  await terminal.until(/^ \| line \d+$/m)
  expect(terminal.text()).toMatch(/^▸Gs /m)
  const system = /^ +\d+ .*runtime\.gcBgMarkWorker/m
  expect(terminal.text()).not.toMatch(system)
  terminal.press('s')
  await terminal.until(system)
  terminal.press('s')
  await terminal.when('none of them', () => !system.test(terminal.text()))
  terminal.press('o')
  await terminal.when('no output pane', () => !/line \d+/.test(terminal.text()))
  terminal.press('o')
  await terminal.until(/^ \| line 89$/m)
  terminal.press('\t')
  await terminal.until(/^▸Program's output/m)
  terminal.press('\t')
  await terminal.until(/^▸Ps 4/m)
  terminal.press('\u001b[Z')
  await terminal.until(/^▸Program's output/m)
  terminal.press('?')
  await terminal.until(/any key closes this/)
  terminal.press('x')
  await terminal.until(/^▸Program's output/m)
  terminal.press('q')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text()).toMatch(/^over: interrupts 1$/m)
})
