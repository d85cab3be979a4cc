import { cpus } from 'node:os'
import { describe, expect, test } from 'vitest'
import { both, plain, under, withoutStall } from '../support/both.ts'
import { testEnv } from '../support/gorv.ts'
import { ordered } from '../support/ordered.ts'

// For the program alone: go's compiler heeds GODEBUG too, and go says again what
// it wrote whenever it finds that package in its cache.
const debugging = (flags: string[], debug: string) => [...flags, '--exec', `env GODEBUG=${debug}`]

const fast: [mode: string, flags: string[]][] = [
  ['exact', []],
  ['sampled', ['--sample', '1ms']],
]

describe.each(fast)('%s', (_mode, flags) => {
  test.each([
    ['a Gosched storm', 'storm', 'yields: 2000000\n'],
    ['Ps that come and go', 'procs', `yields: 250000 procs: ${1 + (199 % 13)}\n`],
    ['goroutines that own their threads', 'locked', /^sum: \d+\n$/],
  ])('%s: the same result as in a plain run', async (_, mode, result) => {
    const runs = await both('scheduling', [mode], { flags })
    if (typeof result === 'string') expect(runs.plain.stdout).toBe(result)
    else expect(runs.plain.stdout).toMatch(result)
    expect(runs.under.stdout).toBe(runs.plain.stdout)
    expect([withoutStall(runs.under.stderr), runs.under.code]).toEqual(['', 0])
    expect(runs.under.stream.snapshots.length).toBeGreaterThan(1)
    expect(runs.under.stream.end.lost).toBe(0)
  })

  test('threads of C that call into Go', async () => {
    const runs = await both('callback', [], { flags })
    expect(runs.plain.stdout.split('\n').slice(0, 3)).toEqual(['16 12000', '16 24000', '16 36000'])
    expect(runs.under.stdout).toBe(runs.plain.stdout)
    expect([withoutStall(runs.under.stderr), runs.under.code]).toEqual(['', 0])
  })

  test('schedtrace is still written', async () => {
    const debug = 'schedtrace=20,scheddetail=0'
    const runs = {
      plain: await plain('scheduling', ['busy'], { env: testEnv({ GODEBUG: debug }) }),
      under: await under('scheduling', ['busy'], { flags: debugging(flags, debug) }),
    }
    const line = new RegExp(
      `^SCHED \\d+ms: gomaxprocs=${cpus().length} idleprocs=\\d+ threads=`,
      'm',
    )
    expect(runs.plain.stderr).toMatch(line)
    expect(runs.under.stderr).toMatch(line)
    expect(runs.under.stdout).toBe(runs.plain.stdout)
  })

  test.each([
    ['asyncpreemptoff=1', 'storm'],
    ['gccheckmark=1', 'garbage'],
    ['gcstoptheworld=2', 'garbage'],
    ['dontfreezetheworld=1', 'storm'],
  ])('GODEBUG=%s with %s', async (debug, mode) => {
    const runs = {
      plain: await plain('scheduling', [mode], { env: testEnv({ GODEBUG: debug }) }),
      under: await under('scheduling', [mode], { flags: debugging(flags, debug) }),
    }
    expect(runs.under.stdout).toBe(runs.plain.stdout)
    expect(withoutStall(runs.under.stderr)).toBe(runs.plain.stderr)
    expect(runs.under.code).toBe(0)
  })

  test('100 000 goroutines: the same result, and snapshots hold them all', async () => {
    const few = flags.length > 0 ? ['--sample', '200ms'] : []
    const runs = await ordered(
      () => both('scheduling', ['many'], { flags: few }),
      (ran) => ran.under.stream.end.unordered,
    )
    expect(runs.plain.stdout).toBe('sum: 4999950000\n')
    expect(runs.under.stdout).toBe(runs.plain.stdout)
    expect(runs.under.code).toBe(0)
    const most = Math.max(...runs.under.stream.snapshots.map((snapshot) => snapshot.allg.length))
    // Of so many goroutines events give a state only now and then; each is created, runs and ends.
    expect(most).toBeGreaterThanOrEqual(flags.length > 0 ? 100_000 : 20_000)
    if (flags.length === 0) {
      expect(runs.under.stream.end).toMatchObject({ lost: 0, unordered: 0 })
      expect(runs.under.stream.end.events).toBeGreaterThan(3 * 100_000)
    }
  })
})

test('snapshots follow GOMAXPROCS while it changes', async () => {
  const { stream } = await under('scheduling', ['procs'], { flags: ['--sample', '1ms'] })
  const counts = new Set(stream.snapshots.map((snapshot) => snapshot.allp.length))
  expect(Math.max(...counts)).toBe(13)
  const running = stream.snapshots.map(
    (snapshot) => snapshot.allp.filter((p) => p.status !== 'Pdead').length,
  )
  expect(new Set(running).size).toBeGreaterThan(5)
})

test('snapshots show the threads that goroutines are locked to', async () => {
  const { stream } = await under('scheduling', ['locked'], { flags: ['--sample', '1ms'] })
  const owners = new Set(
    stream.snapshots.flatMap((snapshot) =>
      snapshot.allm.flatMap((m) => (m.lockedg === null ? [] : [m.lockedg])),
    ),
  )
  expect(owners.size).toBeGreaterThanOrEqual(8)
})
