// What gorv records against what runtime/trace says of the same run, read by
// golang.org/x/exp/trace: a spread of programs, Go releases and GOMAXPROCS. All of
// them with EXACT_PROCS=1,2,4,16 EXACT_GO=1.16.15,1.22.12,...; less of each, and
// quickly, with EXACT_EVENTS=20000.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { trustsTicks, type Hello } from '@gorv/core'
import { busyBuild, busyPrograms, compare, oracle, record } from '../support/exact.ts'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

const { EXACT_EVENTS: events = '1000000', EXACT_PROCS, EXACT_GO } = process.env
const timeout = 600_000

interface Case {
  name: string
  gomaxprocs: string
  go: string
}

/** Of calls from C x/exp/trace cannot order what Go 1.21 and older trace. */
const readable = ({ name, go }: Case): boolean =>
  name !== 'callers' || go === 'at hand' || Number(go.split('.')[1]) >= 22

/** Every program on the Go at hand, and each pair of the two others on some program. */
function spread(): Case[] {
  const everyOne = busyPrograms.map((name) => ({ name, gomaxprocs: '4', go: 'at hand' }))
  const pairs = ['1.16.15', '1.22.12', '1.27.4', 'at hand'].flatMap((go) =>
    ['1', '2', '16', ...(go === 'at hand' ? [] : ['4'])].map((gomaxprocs) => ({ go, gomaxprocs })),
  )
  // Neighbours in the list differ in their Go: no program is always on the same one.
  const named = (pair: Omit<Case, 'name'>, i: number): Case => {
    const found = { ...pair, name: busyPrograms[(i * 5) % busyPrograms.length] ?? '' }
    return readable(found) ? found : named(pair, i + 1)
  }
  return [...everyOne, ...pairs.map(named)]
}

function everything(procs: string[], releases: string[]): Case[] {
  return busyPrograms.flatMap((name) =>
    procs.flatMap((gomaxprocs) =>
      releases.map((go) => ({ name, gomaxprocs, go })).filter(readable),
    ),
  )
}

const cases =
  EXACT_PROCS === undefined && EXACT_GO === undefined
    ? spread()
    : everything((EXACT_PROCS ?? '1,2,4,16').split(','), (EXACT_GO ?? 'at hand').split(','))

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

test.each(cases)(
  '$name, GOMAXPROCS $gomaxprocs, Go $go: every step of the trace is in the recording',
  { timeout },
  async ({ name, gomaxprocs, go }) => {
    const hello = await expectEqual(name, gomaxprocs, go === 'at hand' ? [] : ['--go', go])
    expect(hello).toMatchObject({ mode: 'exact', clock: trustsTicks() ? 'ticks' : 'nanotime' })
  },
)

// The race detector's runtime shuffles batches; under --exec the tick counter is not trusted.
test.each(['pingpong', 'callers', 'fanout'])('%s, -race', { timeout }, async (name) => {
  await expectEqual(name, '4', ['--go-flag=-race'])
})

test.each(['mutex', 'syscalls'])('%s, timed by nanotime', { timeout }, async (name) => {
  const hello = await expectEqual(name, '4', ['--exec', 'env'])
  expect(hello).toMatchObject({ mode: 'exact', clock: 'nanotime' })
})

/** The recording of a run is equal to its trace; gives the recording's hello. */
async function expectEqual(name: string, gomaxprocs: string, flags: string[]): Promise<Hello> {
  const dir = tempDir('trace')
  const trace = join(dir, 'trace')
  const env = testEnv({ ORACLE_TRACE: trace, GOMAXPROCS: gomaxprocs })
  const recorded = await record(name, ['-events', events], env, flags)
  expect(recorded).toMatchObject({ code: 0, stdout: `${name} ${events} ok\n` })
  // That it had to wait for gorv, this machine being busy, it may say.
  expect(recorded.stderr.replaceAll(/^gorv: the program waited .*\n/gm, '')).toBe('')
  const verdict = await compare(trace, recorded.recording)
  expect(verdict.code, verdict.stdout + verdict.stderr).toBe(0)
  expect(verdict.stdout).toMatch(/\n0 differences\n$/)
  rmSync(dir, { recursive: true })
  rmSync(dirname(recorded.recording), { recursive: true }) // they may be large
  return recorded.hello
}
