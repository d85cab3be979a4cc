import { expect, test } from 'vitest'
import { run } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

// Not what they measure, which is no test's business: that they measure.
test.each([
  ['snapshot.mjs', ['500'], /\| 500 \| [\d.]+ \(/],
  ['decode.mjs', ['500'], /\| 500 goroutines \| [\d.]+ \| \d+ \|/],
  ['start.mjs', ['1'], /\| hello, fmt \| \d+ \(/],
  ['facts.mjs', ['2'], /\| gorv init, warm \| \d+ \(/],
  ['exact.mjs', ['1', '2', 'spawn'], /\| spawn \| 8 \| [\d.]+ \| [\d.]+ \|/],
  ['overhead.mjs', ['2', '1'], /\| fanout \| 2 \| [\d.]+ ± [\d.]+ \| [+−][\d.]+ % ± [\d.]+ \|/],
])('bench/%s prints its table', async (name, args, row) => {
  const result = await run(process.execPath, [`bench/${name}`, ...args], { cwd: root })
  expect([result.code, result.stdout]).toEqual([0, expect.stringMatching(row)])
  expect(result.stdout).not.toContain('NaN')
})
