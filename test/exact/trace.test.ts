// What gorv records against what runtime/trace says of the same run, read by
// golang.org/x/exp/trace. Larger with EXACT_EVENTS=1000000, EXACT_PROCS=1,2,4,16
// and EXACT_GO=1.16.15,1.22.12,...
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { busyBuild, busyPrograms, compare, oracle, record } from '../support/exact.ts'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

const events = process.env['EXACT_EVENTS'] ?? '100000'
const procs = (process.env['EXACT_PROCS'] ?? '1,4').split(',')
const releases = (process.env['EXACT_GO'] ?? 'at hand').split(',')
const timeout = 600_000

test('the oracle finds what was taken away, added and swapped', { timeout }, async () => {
  const cwd = join(root, 'test/exact/oracle')
  const result = await run('go', ['test', './...'], { cwd, timeoutMs: timeout })
  expect(result.code, result.stdout + result.stderr).toBe(0)
})

test.each(busyPrograms)('%s: its trace has as many events as were asked for', async (name) => {
  const trace = join(tempDir('trace'), 'trace')
  const args = ['-events', events, '-for', '60s']
  const program = await busyBuild(name)
  const traced = await run(program, args, { cwd: root, env: testEnv({ ORACLE_TRACE: trace }) })
  const result = { code: 0, stderr: '', stdout: `${name} ${events} ok\n` }
  expect(traced).toMatchObject(result)
  expect(await run(program, args, { cwd: root })).toMatchObject(result)
  const counted = await oracle(['count', trace])
  expect(Number(counted.stdout.split(' ')[0])).toBeGreaterThan(0.8 * Number(events))
})

const cases = busyPrograms.flatMap((name) =>
  procs.flatMap((gomaxprocs) => releases.map((go) => ({ name, gomaxprocs, go }))),
)

test.for(cases)(
  '$name, GOMAXPROCS $gomaxprocs, Go $go: every step of the trace is in the recording',
  { timeout },
  async ({ name, gomaxprocs, go }, { skip }) => {
    const dir = tempDir('trace')
    const trace = join(dir, 'trace')
    const env = testEnv({ ORACLE_TRACE: trace, GOMAXPROCS: gomaxprocs })
    const flags = go === 'at hand' ? [] : ['--go', go]
    const recorded = await record(name, ['-events', events], env, flags)
    const result = { code: 0, stderr: '', stdout: `${name} ${events} ok\n` }
    expect(recorded).toMatchObject(result)
    skip(recorded.hello.mode !== 'exact', 'this gorv takes samples alone')
    const verdict = await compare(trace, recorded.recording)
    expect(verdict.code, verdict.stdout + verdict.stderr).toBe(0)
    expect(verdict.stdout).toMatch(/\n0 differences\n$/)
    rmSync(dir, { recursive: true })
    rmSync(dirname(recorded.recording), { recursive: true }) // they may be large
  },
)
