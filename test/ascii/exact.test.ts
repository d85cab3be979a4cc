import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { gorvBin, root } from '../support/paths.ts'
import { TestTerminal, untouched } from '../support/terminal.ts'

const open: TestTerminal[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.dispose()
})

function watch(seconds: number): TestTerminal {
  const run = ['run', '-r', 'ascii', '-C', join(root, 'examples/workerpool'), '.']
  const args = [gorvBin, ...run, '--', '-d', `${seconds}s`]
  const terminal = new TestTerminal(process.execPath, args, { cwd: root })
  open.push(terminal)
  return terminal
}

const eventOf = (terminal: TestTerminal) =>
  Number(/PAUSED at event (\d+)/.exec(terminal.text())?.[1])

test('every event is counted, and what is missing; a pause steps by decision, in words', async () => {
  const terminal = watch(60)
  const seen = await terminal.until(/ t \d+\.\d{3}s {2}exact \d{3,} events {2}\d+\/s /)
  expect(seen).toMatch(/ lost 0 {2}stalled \d+ms /)
  expect(seen).toMatch(/^ p pauses; then , and \. step by decision/m)
  terminal.press('p')
  await terminal.until(/PAUSED at event \d+, \d+ passed[^]* p go on/)
  const paused = eventOf(terminal)
  // To the nanosecond, and told.
  await terminal.until(/^ t \d+\.\d{9}s /m)
  const told = /^ ([gMP] \d+ |a timer|the (world|collector)).*\n p go on/m
  await terminal.until(told)

  terminal.press(',')
  await terminal.when('an earlier event', () => eventOf(terminal) < paused)
  const first = terminal.text()
  const earlier = eventOf(terminal)
  terminal.press(',')
  await terminal.when('one before it', () => eventOf(terminal) < earlier)
  terminal.press('..')
  await terminal.when('the same again', () => eventOf(terminal) === paused)
  terminal.press(',')
  await terminal.when('the one before', () => eventOf(terminal) === earlier)
  const without = (text: string) => text.replace(/, \d+ passed/, '').replace(/ +/g, ' ')
  expect(without(terminal.text())).toBe(without(first))
  terminal.press('<')
  await terminal.when('the screen before', () => eventOf(terminal) < earlier)
  await terminal.until(told)

  // What came since is there as well.
  terminal.press('>')
  await terminal.when('where it paused', () => eventOf(terminal) === paused)
  terminal.press('.....')
  await terminal.when('later events', () => eventOf(terminal) >= paused + 5)
  terminal.press('?')
  await terminal.until(/one decision of the scheduler back or on/)
  terminal.press('x')
  terminal.press('p')
  await terminal.until(/ live *$/m)
  terminal.press('q')
  expect(await terminal.ended()).toBe(130)
  expect(terminal.state).toEqual(untouched)
})

test('what is paused can be gone over when the program has ended, to its last event', async () => {
  const terminal = watch(1)
  await terminal.until(/exact \d{2,} events/)
  terminal.press('p')
  await terminal.until(/PAUSED at event \d+, ended/)
  terminal.press('>'.repeat(80))
  const last = async () => {
    terminal.press('.'.repeat(50))
    await new Promise((resolve) => setTimeout(resolve, 200))
    return /No event after this one is here yet: /.test(terminal.text())
  }
  await expect.poll(last, { timeout: 60_000 }).toBe(true)
  terminal.press('q')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.state).toEqual(untouched)
})
