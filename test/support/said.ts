import { expect } from 'vitest'
import type { Finished } from './gorv.ts'

/** The one line that gorv says of a failure: what and where, and after the dash what next. */
export function expectOneLine(result: Finished, code: number, line: RegExp): void {
  expect(result.stderr).toMatch(line)
  expect(result.stderr).toMatch(/^gorv: [^\n]* — [^\n]+\n$/)
  expect(result.stderr).not.toMatch(/\bat .*:\d+:\d+|unexpected:|undefined/)
  expect(result.code, result.stderr).toBe(code)
}
