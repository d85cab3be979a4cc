import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorvBin, root } from '../support/paths.ts'
import { TestTerminal, untouched } from '../support/terminal.ts'

const open: TestTerminal[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.dispose()
})

/** gorv on a terminal, between two looks at the terminal's own settings. Sampling: test/ascii/exact is about events. */
function watch(
  cwd: string,
  { args = [], ...options }: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): TestTerminal {
  // The shell is to outlive what the terminal sends to all of its group.
  const script =
    'trap : INT QUIT; echo stty $(stty -g); "$@"; code=$?; echo stty $(stty -g); exit $code'
  const run = ['run', '--sample', '16ms', '-r', 'ascii', '.', '--', ...args]
  const gorv = [process.execPath, gorvBin, ...run]
  const terminal = new TestTerminal('sh', ['-c', script, 'sh', ...gorv], { cwd, ...options })
  open.push(terminal)
  return terminal
}

/** Nothing on the terminal is other than it was. */
function expectRestored(terminal: TestTerminal): void {
  expect(terminal.state).toEqual(untouched)
  const settings = terminal.raw.match(/stty [0-9a-f:]+/g)
  expect(settings).toHaveLength(2)
  expect(settings?.[1]).toBe(settings?.[0])
}

/** gorv's process: the shell's only child. */
function gorvBelow(shell: number): number {
  return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim())
}

const pingpong = join(root, 'examples/pingpong')

/** Prints what would steer a terminal and a number, then waits for SIGINT and exits with 7. */
const polite = goModule(
  'polite',
  `package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

func waiterWithAName() { select {} }

func main() {
	fmt.Print("begun \\x1b[2J\\x1b]0;title\\x07{red-fg}{bold}\\x1b[?1049lmind\\n")
	fmt.Fprintln(os.Stderr, "words on stderr")
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go waiterWithAName()
	select {
	case <-c:
		fmt.Println("bye")
		os.Exit(7)
	case <-time.After(time.Minute):
	}
}
`,
)

/** Takes no notice of SIGINT, and counts on stdout. */
const stubborn = goModule(
  'stubborn',
  `package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	signal.Ignore(os.Interrupt)
	for i := 0; i < 600; i++ {
		fmt.Println("count", i)
		time.Sleep(100 * time.Millisecond)
	}
}
`,
)

test('Ps and goroutines of a real program; follows the size; q ends the program', async () => {
  const terminal = watch(pingpong, { args: ['-d', '60s'] })
  const seen = await terminal.until(/gorv's sampler[^]*main\.pong +G\d+/)
  expect(terminal.state).toMatchObject({ buffer: 'alternate', cursorHidden: true })
  expect(seen).toMatch(
    /^ gorv {2}pingpong -d 60s .* go1\.\d+\S* linux\/\w+ {2}GOMAXPROCS \d+ +live/,
  )
  expect(seen).toMatch(/^ P0 +[RISTD] /m)
  expect(seen).toMatch(/^ Global queue \d+ /m)
  expect(seen).toMatch(/^ Idle Ps \d+ /m)
  expect(seen).toMatch(/^ O without a P +2 +M1 sysmon +M\d+ gorv's sampler/m)
  expect(seen).toMatch(/^ +\d+ \S+ +[RQW] .*main\.ping +G\d+/m)
  expect(seen).toMatch(/ GC off *$/m)

  terminal.resize(140, 45)
  const lines = (await terminal.until(/^.{133,} live\n[^]*\n q end program.*$/)).split('\n')
  expect(lines).toHaveLength(45)
  expect(lines[44]).toMatch(/^ q end program/)
  terminal.resize(60, 20)
  await terminal.until(/^.{50,55}live/m)
  terminal.resize(40, 12)
  await terminal.until(/This terminal is 40x12\./)
  terminal.resize(100, 30)
  await terminal.until(/main\.ping +G\d+/)

  terminal.press('q')
  expect(await terminal.ended()).toBe(130)
  expectRestored(terminal)
})

test('the clock runs', async () => {
  const terminal = watch(pingpong, { args: ['-d', '60s'] })
  const seq = (): number => Number(/ seq (\d+)/.exec(terminal.text())?.[1] ?? -1)
  await terminal.when('a snapshot', () => seq() >= 0)
  const first = seq()
  await terminal.when('more snapshots', () => seq() > first + 5)
  terminal.press('\u0003')
  expect(await terminal.ended()).toBe(130)
  expectRestored(terminal)
})

test("the program's output: tamed while the screen is up, whole afterwards; its exit code", async () => {
  const terminal = watch(polite)
  await terminal.until(/^ ! words on stderr$/m)
  const seen = await terminal.until(/main\.waiterWithAName[^]* \| begun .*mind$/m)
  expect(seen).toMatch(/^ \| begun \{red-fg\}\{bold\}mind$/m)
  expect(seen).toMatch(/^ ! words on stderr$/m)
  expect(terminal.state.buffer).toBe('alternate')
  const before = terminal.raw.length
  terminal.press('q')
  expect(await terminal.ended()).toBe(7)
  expectRestored(terminal)
  // Byte for byte, but for the line ends that are the terminal's work.
  const after = terminal.raw.slice(before)
  expect(after).toContain('begun \u001b[2J\u001b]0;title\u0007{red-fg}{bold}\u001b[?1049lmind\r\n')
  expect(after).toContain('words on stderr\r\n')
  expect(terminal.text()).toMatch(/^bye$/m)
})

test('a program that ends by itself leaves its output and its exit code', async () => {
  const terminal = watch(pingpong, { args: ['-d', '300ms'] })
  expect(await terminal.ended()).toBe(0)
  expect(terminal.raw).toContain('\u001b[?1049h')
  expect(terminal.text()).toMatch(/^hits: \d+$/m)
  expectRestored(terminal)
})

test('asked twice in vain, gorv gives the terminal back, and its keys go to the program', async () => {
  const terminal = watch(stubborn)
  await terminal.until(/^ \| count 3$/m)
  terminal.press('q')
  await terminal.until(/ ending *$/m)
  terminal.press('q')
  const left = await terminal.until(/the program has not ended yet/)
  expect(terminal.state).toEqual(untouched)
  expect(left).toMatch(/^count 0\ncount 1\ncount 2$/m)
  const last = Number([...left.matchAll(/^count (\d+)$/gm)].at(-1)?.[1])
  await terminal.until(new RegExp(`^count ${last + 3}$`, 'm'))
  terminal.press('\u001c')
  expect(await terminal.ended()).toBe(2)
  expect(terminal.text()).toContain('SIGQUIT: quit')
  expectRestored(terminal)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s to gorv goes to the program, and the terminal is free again',
  async (signal, code) => {
    const terminal = watch(pingpong, { args: ['-d', '60s'] })
    await terminal.until(/main\.pong/)
    process.kill(gorvBelow(terminal.pid), signal)
    expect(await terminal.ended()).toBe(code)
    expectRestored(terminal)
  },
)

test('pause and step; what is paused stays when the program ends, until one leaves', async () => {
  const terminal = watch(pingpong, { args: ['-d', '2s'] })
  await terminal.until(/seq [1-9]\d /)
  terminal.press('p')
  // The footer is written last: the screen is whole.
  await terminal.until(/PAUSED[^]* p go on/)
  const seq = (): number => Number(/ seq (\d+)/.exec(terminal.text())?.[1])
  const paused = seq()
  terminal.press(',,')
  await terminal.when('an older one', () => seq() < paused)
  terminal.press('..')
  await terminal.when('the first again', () => seq() === paused)
  await terminal.until(/PAUSED \d+ back, ended/)
  expect(terminal.exit).toBeUndefined()
  terminal.press('q')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text()).toMatch(/^hits: \d+$/m)
  expectRestored(terminal)
})

test('SIGTERM while one looks at a paused screen after the end loses nothing', async () => {
  const terminal = watch(pingpong, { args: ['-d', '500ms'] })
  await terminal.until(/ seq [1-9]/)
  terminal.press(' ')
  await terminal.until(/PAUSED .*ended/)
  process.kill(gorvBelow(terminal.pid), 'SIGTERM')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text()).toMatch(/^hits: \d+$/m)
  expectRestored(terminal)
})

test('NO_COLOR: no colours; a locale without UTF-8: ASCII alone', async () => {
  const terminal = watch(pingpong, {
    args: ['-d', '60s'],
    env: { NO_COLOR: '1', LANG: 'C', LC_ALL: 'C' },
  })
  await terminal.until(/main\.pong/)
  const looks = terminal.raw.split('\u001b[').flatMap((rest) => /^([\d;]*)m/.exec(rest)?.[1] ?? [])
  expect(new Set(looks.flatMap((look) => look.split(';')))).toEqual(new Set(['', '1', '7']))
  expect(terminal.raw).not.toMatch(/\P{ASCII}/u)
  terminal.press('q')
  await terminal.ended()
})

test('256 colours where the terminal has them', async () => {
  const terminal = watch(pingpong, { args: ['-d', '60s'] })
  await terminal.until(/main\.pong/)
  expect(terminal.raw).toContain('38;5;')
  terminal.press('q')
  await terminal.ended()
})

test('TERM=dumb: one line and what to do, before any build', async () => {
  const terminal = watch(pingpong, { env: { TERM: 'dumb' } })
  expect(await terminal.ended()).toBe(2)
  expect(terminal.text()).toMatch(/^gorv: renderer ascii needs a terminal — use -r html/m)
  expect(terminal.raw).not.toContain('\u001b')
})
