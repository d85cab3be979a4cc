// Go's own tests pass with exact capture on as they do without, and not one less. All of
// the packages on three releases: node scripts/std.mjs (docs/exact.md has what came of it).
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run, testEnv } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

const timeout = 600_000

test.each(['1.16.15', '1.22.12', '1.27.4'])('Go %s: sync, context', { timeout }, async (go) => {
  const words = [join(root, 'scripts/std.mjs'), '--go', go, 'sync', 'context']
  const result = await run(process.execPath, words, {
    cwd: root,
    env: testEnv(),
    timeoutMs: timeout,
  })
  expect(result, result.stdout + result.stderr).toMatchObject({ code: 0, stderr: '' })
  const rows = result.stdout.trimEnd().split('\n').slice(-2)
  for (const row of rows) {
    const [, version, passed, failed, , events, differences] = row.split(' | ')
    expect([version, failed, differences]).toEqual([go, '0', 'none |'])
    expect(Number(passed)).toBeGreaterThan(20)
    expect(Number(events)).toBeGreaterThan(1000)
  }
})
