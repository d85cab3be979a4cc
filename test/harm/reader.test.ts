import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunEnd } from '@gorv/core'
import { under, type BothOptions } from '../support/both.ts'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'

const cwd = join(programs, 'worker')
const workMs = 3200

/** What the program itself tells of its work. */
interface Work {
  elapsed: number
  longest: number
}

/** Held up by no more than `ms`, all in all. */
function expectUndisturbed(file: string, ms = 0): void {
  const work = JSON.parse(readFileSync(file, 'utf8')) as Work
  expect(work.elapsed).toBeLessThan(workMs + 700 + ms)
  expect(work.longest).toBeLessThan(700 + ms)
}

// Exact events are not dropped: without a reader the program goes on until
// there is no room for more, and then waits. Not for ever, if the reader is gone.
const stoppedMs = 2500
const givesUpMs = 16_000

/** Otherwise nothing was held up, and the test would prove nothing. */
function expectRingWasFull(end: Rendered): void {
  expect(end.gapMs).toBeGreaterThan(200)
  expect(end.skipped).toBeGreaterThan(end.gapMs / 2)
}

/** Nothing was lost meanwhile. */
function expectAllThere(end: Rendered): void {
  expect(end).toMatchObject({ lost: 0, unordered: 0 })
  expect(end.events).toBeGreaterThan(100)
}

/** What the renderer below keeps: the end, and the longest time without a snapshot. */
interface Rendered extends RunEnd {
  gapMs: number
}

/** Paths of one run: what the program wrote, and how it ended where gorv cannot say. */
function places() {
  const dir = tempDir('reader')
  const status = join(dir, 'status')
  const script = join(dir, 'run.sh')
  writeFileSync(script, `"$@"\necho $? >${status}.part\nmv ${status}.part ${status}\n`)
  return { work: join(dir, 'work'), out: join(dir, 'out.ndjson'), status, exec: `sh ${script}` }
}

function onReady(act: (pid: number) => void): Pick<BothOptions, 'onStdout'> {
  let acted = false
  return {
    onStdout: (text, child) => {
      if (acted || !text.includes('ready')) return
      acted = true
      act(child.pid ?? 0)
    },
  }
}

// So that no build is in any of the times below.
beforeAll(async () => {
  for (const [, flags] of modes)
    await under('worker', [join(tempDir('warm'), 'work'), '1'], { flags })
})

const modes: [mode: string, flags: string[]][] = [
  ['exact', []],
  ['sampled', ['--sample', '1ms']],
]

describe.each(modes)('%s', (_mode, flags) => {
  test('a program outlives a gorv that was killed, and ends as it would have', async () => {
    const { work, out, status, exec } = places()
    let killed = false
    const kill = onReady((pid) => {
      setTimeout(() => (killed = process.kill(pid, 'SIGKILL')), 300)
    })
    const args = ['-r', 'json', '-o', out, '--quiet', ...flags, '--exec', exec]
    const result = await gorv(['run', ...args, '.', '--', work, String(workMs)], { cwd, ...kill })
    expect(killed).toBe(true)
    expect(result.signal).toBe('SIGKILL')
    for (let i = 0; i < 300 && !existsSync(status); i++) await sleep(100)
    expect(readFileSync(status, 'utf8')).toBe('3\n')
    expectUndisturbed(work, flags.length > 0 ? 0 : givesUpMs)
  })

  // On a busy machine too few snapshots may be taken to fill the ring: nothing is proved then, and it is tried again.
  const again = { retry: 2 }
  test(
    'a gorv that was stopped for 2.5 s delays nothing that is sampled, and says what it lost; events wait for it, and all are there',
    again,
    async () => {
      const { work, out } = places()
      const stop = onReady((pid) => {
        setTimeout(() => process.kill(pid, 'SIGSTOP'), 200)
        setTimeout(() => process.kill(pid, 'SIGCONT'), 2700)
      })
      const end = await renderedBy('0', work, out, flags, stop)
      expectUndisturbed(work, flags.length > 0 ? 0 : stoppedMs)
      if (flags.length > 0) expectRingWasFull(end)
      else expectAllThere(end)
    },
  )

  test('a slow renderer holds up itself alone', async () => {
    const { work, out } = places()
    const end = await renderedBy('5', work, out, flags)
    expectUndisturbed(work)
    if (flags.length > 0) expectRingWasFull(end)
    else expectAllThere(end)
  })
})

/** Runs the program with the renderer below, which keeps the end alone. */
async function renderedBy(
  slow: string,
  work: string,
  out: string,
  flags: string[],
  hooks: Partial<BothOptions> = {},
): Promise<Rendered> {
  const renderer = join(tempDir('slow'), 'slow.mjs')
  writeFileSync(renderer, slowRenderer)
  const args = ['-r', renderer, '-o', out, '--quiet', ...flags]
  const result = await gorv(['run', ...args, '.', '--', work, String(workMs)], {
    cwd,
    env: testEnv({ SLOW: slow }),
    ...hooks,
  })
  expect(result.code, result.stderr).toBe(3)
  const end = JSON.parse(readFileSync(out, 'utf8')) as Rendered
  expect(end).toMatchObject({ type: 'end', exitcode: 3 })
  expect(end.snapshots).toBeGreaterThan(5)
  return end
}

/** Sleeps over each of its first snapshots, as many as SLOW says; keeps the longest time without one. */
const slowRenderer = `
import { writeFileSync } from 'node:fs'
let left = Number(process.env.SLOW)
let gap = 0
let last = 0
export default {
  apiVersion: 1,
  name: 'slow',
  extension: '.json',
  snapshots: 'every',
  open: (context) => ({
    snapshot: ({ t }) => {
      gap = Math.max(gap, t - last)
      last = t
      return left-- > 0 && new Promise((done) => setTimeout(done, 500))
    },
    end: (end) => {
      writeFileSync(context.output, JSON.stringify({ ...end, gapMs: gap / 1e6 }))
      return { files: [context.output] }
    },
    close: () => {},
  }),
}
`
