import { describe, expect, test } from 'vitest'
import { both, modes, shellCode } from '../support/both.ts'
import { testEnv } from '../support/gorv.ts'
import { steady } from '../support/steady.ts'

describe.each(modes)('%s', (_mode, flags) => {
  test.each([
    [['code', '0'], 0],
    [['code', '7'], 7],
    [['code', '255'], 255],
    [['goroutine', '5'], 5],
    [['goexit-alive', '6'], 6],
  ])('%j: the exit code is the program’s own', async (args, code) => {
    const runs = await both('exit', args, { flags })
    expect(runs.plain.code).toBe(code)
    expect(runs.under.code).toBe(code)
    expect(runs.under.stderr).toBe('')
    expect(runs.under.stream.end).toMatchObject({ exitcode: code, signal: null })
  })

  test.each([
    ['panic', 'panic: gone wrong'],
    ['panic-goroutine', 'panic: '],
    ['map', 'assignment to entry in nil map'],
    ['nil', 'nil pointer dereference'],
    ['overflow', 'stack overflow'],
    ['goexit', 'no goroutines (main called runtime.Goexit) - deadlock!'],
    ['deadlock', 'all goroutines are asleep - deadlock!'],
  ])('%s: the traceback is word for word that of a plain run', async (way, text) => {
    const runs = await both('exit', [way], { flags })
    expect(runs.plain.stderr).toContain(text)
    expect(steady(runs.under.stderr)).toBe(steady(runs.plain.stderr))
    expect(runs.plain.code).toBe(2)
    expect(runs.under.code).toBe(2)
  })

  test.each([
    ['SIGKILL', 9],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])('%s by its own hand: gorv ends with 128 and the number', async (signal, n) => {
    const runs = await both('exit', ['signal', String(n)], { flags })
    expect(runs.plain.signal).toBe(signal)
    expect(runs.under.code).toBe(128 + n)
    expect(runs.under.stderr).toBe('')
    expect(runs.under.stream.end).toMatchObject({ exitcode: null, signal })
  })

  test.each([
    ['SIGSEGV', 11, {}],
    ['SIGABRT', 6, {}],
    ['SIGABRT', 6, { GOTRACEBACK: 'crash' }],
    ['SIGQUIT', 3, { GOTRACEBACK: 'none' }],
  ])('%s by its own hand: Go’s own end of it (%j)', async (signal, n, extra) => {
    const runs = await both('exit', ['signal', String(n)], { env: testEnv(extra), flags })
    expect(runs.under.code).toBe(shellCode(runs.plain))
    const first = (text: string) => steady(text).split('\n')[0]
    expect(first(runs.under.stderr)).toBe(first(runs.plain.stderr))
    expect(first(runs.plain.stderr)).toContain(signal)
  })
})
