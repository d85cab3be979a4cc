// Real recordings, replayed record by record: after each of them holds what holds in
// every state of a scheduler, looked up by code that shares nothing with the replay.
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { ExactReplay } from '../../packages/core/src/exact/index.ts'
import { brokenLaws } from '../../packages/core/src/testing/laws.ts'
import { record } from '../support/exact.ts'
import { eachFrame } from '../support/frames.ts'
import { testEnv } from '../support/gorv.ts'

const timeout = 300_000
/** Every record costs a look at everything. */
const most = 40_000

test.each([
  ['procs', '4', 'at hand', 2000],
  ['syscalls', '4', 'at hand', 4000],
  ['httpload', '2', '1.27.4', 2000],
  ['stops', '16', '1.16.15', 1000],
  ['callers', '4', '1.20.14', 2000],
])('%s, GOMAXPROCS %s, Go %s', { timeout }, async (name, gomaxprocs, go, events) => {
  const flags = go === 'at hand' ? [] : ['--go', go]
  const env = testEnv({ GOMAXPROCS: gomaxprocs })
  const recorded = await record(name, ['-events', String(events)], env, flags)
  expect(recorded).toMatchObject({ code: 0, stdout: `${name} ${events} ok\n` })
  expect(recorded.hello.mode).toBe('exact')
  const replay = new ExactReplay()
  const { merge } = replay
  const broken: string[] = []
  let checked = 0
  merge.after = (m) => {
    if (checked >= most || broken.length > 0) return
    checked++
    const { kind, position } = m.records
    for (const law of brokenLaws(merge.world)) {
      broken.push(`after record ${kind} of M ${m.id} at byte ${position}: ${law}`)
    }
  }
  await eachFrame(recorded.recording, (frame) => replay.push(frame))
  expect(replay.finish()).toBe(0)
  expect(broken).toEqual([])
  expect(checked).toBeGreaterThan(events)
  rmSync(dirname(recorded.recording), { recursive: true })
})
