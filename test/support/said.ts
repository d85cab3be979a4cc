import { expect } from 'vitest'
import type { Finished } from './gorv.ts'

/** The one line that gorv says of a failure: what and where, and after the dash what next. */
export function expectOneLine(result: Finished, code: number, line: RegExp): void {
  expect(result.stderr).toMatch(line)
  expect(result.stderr).toMatch(/^gorv: [^\n]* — [^\n]+\n$/)
  expect(result.stderr).not.toMatch(/\bat .*:\d+:\d+|unexpected:|undefined/)
  expect(result.code, result.stderr).toBe(code)
}

/**
 * Of an end's `unordered`: nothing, or the few records of a program's very end
 * that do not fit together where an M had no time for one more (docs/architecture.md).
 * A busy machine makes that one run in a hundred. That a program can do without
 * is checked by the matrix, which tries again.
 */
export const fewAtMost: number = expect.toSatisfy(
  (unordered) => typeof unordered === 'number' && unordered < 10,
  'only records of the very end',
)
