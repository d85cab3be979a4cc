// What gorv replays against what the runtime itself sees of the same moment: at each
// stop of the world, under sched.lock, it writes down the queues, the Ps, Ms and Gs, and
// where among the events it does so. EXACT_TRUTHS=10000 compares so many moments in all,
// EXACT_GO=1.16.15,... those releases.
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { record } from '../support/exact.ts'
import { testEnv } from '../support/gorv.ts'
import { ordered } from '../support/ordered.ts'
import { compareTruths } from '../support/truth.ts'

const releases = (process.env['EXACT_GO'] ?? 'at hand,1.16.15,1.22.12,1.27.4').split(',')
const wanted = Math.ceil(Number(process.env['EXACT_TRUTHS'] ?? 1000) / releases.length)
/** A recording of more takes its time to be made and played. */
const stops = Math.min(wanted, 250)
const timeout = 120_000 + wanted * 200

test.each(releases)('Go %s: replayed state is that of the runtime', { timeout }, async (go) => {
  const flags = go === 'at hand' ? [] : ['--go', go]
  const env = testEnv({ GORV_TRUTH: '1', GOMAXPROCS: '4' })
  const stopped = async () => {
    const args = ['-events', '1', '-stops', String(stops)]
    const recorded = await record('stops', args, env, flags)
    expect(recorded).toMatchObject({ code: 0, stdout: 'stops 1 ok\n' })
    const verdict = await compareTruths(recorded.recording)
    rmSync(dirname(recorded.recording), { recursive: true }) // it may be large
    return verdict
  }
  let compared = 0
  let [back, readied, spun] = [0, 0, 0]
  while (compared < wanted) {
    const verdict = await ordered(stopped, ({ unordered }) => unordered)
    expect(verdict.differences).toEqual([])
    expect(verdict.unordered).toBe(0)
    expect(verdict.compared).toBe(verdict.truths)
    expect(verdict.compared).toBeGreaterThanOrEqual(stops)
    compared += verdict.compared
    back += verdict.back
    readied += verdict.readied
    spun += verdict.spun
  }
  // Few are: what is let pass hides nothing.
  expect(back + readied).toBeLessThan(compared / 20)
  console.log(
    `Go ${go}: ${compared} moments equal, but for ${back + readied} Gs and ${spun} Ms on their way`,
  )
})
