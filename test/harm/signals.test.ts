import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorvWords, plain, under, type BothOptions } from '../support/both.ts'
import { plainBuild } from '../support/go.ts'
import { tempDir } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'
import { TestTerminal } from '../support/terminal.ts'

const cwd = join(programs, 'signals')

/** Sends a signal to what was started, gorv or the program, as soon as the program is ready. */
function sending(signal: NodeJS.Signals): BothOptions {
  let sent = false
  return {
    detached: true,
    timeoutMs: 30_000,
    onStdout: (text, child) => {
      if (!sent && text.includes('ready')) sent = child.kill(signal)
    },
  }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const)(
  '%s sent to gorv reaches the program’s handler, once',
  async (signal) => {
    const expected = await plain('signals', ['handled'], sending(signal))
    const result = await under('signals', ['handled'], sending(signal))
    expect(expected.stdout).toMatch(/^ready\n1 of /)
    expect(result.stdout).toBe(expected.stdout)
    expect([expected.code, result.code]).toEqual([9, 9])
    expect(result.stream.end.exitcode).toBe(9)
  },
)

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s ends a program without a handler, and the stream is whole',
  async (signal, code) => {
    const expected = await plain('signals', ['none'], sending(signal))
    const result = await under('signals', ['none'], sending(signal))
    expect(expected.signal).toBe(signal)
    expect(result.code).toBe(code)
    expect(result.stream.end).toMatchObject({ exitcode: null, signal })
    expect(result.stream.snapshots.length).toBeGreaterThan(0)
  },
)

function onTerminal([command = '', ...args]: string[]): TestTerminal {
  return new TestTerminal(command, args, { cwd, columns: 80, rows: 24 })
}

async function commands(args: string[]): Promise<[string, string[]][]> {
  const out = join(tempDir('terminal'), 'out.ndjson')
  return [
    ['plain', [await plainBuild('signals'), ...args]],
    ['gorv', gorvWords(args, out)],
  ]
}

test('Ctrl-C on a terminal reaches the program once', async () => {
  for (const [way, words] of await commands(['handled'])) {
    const terminal = onTerminal(words)
    await terminal.until(/ready/)
    terminal.press('\u0003')
    expect(await terminal.ended(), way).toBe(9)
    expect(terminal.raw, way).toContain('1 of interrupt')
  }
})

test('Ctrl-C on a terminal ends a program without a handler', async () => {
  const [, [, words]] = (await commands(['none'])) as [unknown, [string, string[]]]
  const terminal = onTerminal(words)
  await terminal.until(/ready/)
  terminal.press('\u0003')
  expect(await terminal.ended()).toBe(130)
})

test('a terminal’s new size reaches the program once', async () => {
  for (const [way, words] of await commands(['resized'])) {
    const terminal = onTerminal(words)
    await terminal.until(/ready \[24 80\]/)
    terminal.resize(101, 37)
    expect(await terminal.ended(), way).toBe(0)
    expect(terminal.raw, way).toContain('1 now [37 101]')
  }
})
