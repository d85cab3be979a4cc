import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { g, manyGs, snapshot } from './testing/made-up.ts'

test('groups: the most numerous function first, its states in order; the runtime’s own apart', () => {
  const allg = [
    g(1, { startfn: 'runtime.main' }),
    g(5, { status: 'Grunnable' }),
    g(9),
    g(4, { status: 'Grunnable', system: true }),
    g(7, { status: 'Grunnable', createdby: 'main.other' }),
    g(8, { waitreason: 'select', startfn: null }),
  ]
  const { groups, users, systems, total } = digestOf(snapshot({ allg }), 0, true)
  expect(groups.map((group) => [group.count, group.startfn, group.state, group.newest])).toEqual([
    [2, 'main.worker', 'runnable', 7],
    [1, 'main.worker', 'chan receive', 9],
    [1, null, 'select', 8],
    [1, 'main.worker', 'runnable', 4],
    [1, 'runtime.main', 'chan receive', 1],
  ])
  expect(groups[0]?.createdby).toBe('main.other')
  expect(users).toEqual({ Q: 2, W: 3 })
  expect([systems, total]).toEqual([1, 6])
})

test.each([
  [g(1, { status: 'Grunning', startfn: 'runtime.gcBgMarkWorker' }), 'A', 'running'],
  [g(1, { waitreason: 'GC assist wait' }), 'A', 'GC assist wait'],
  [g(1, { waitreason: 'GC worker (idle)' }), 'W', 'GC worker (idle)'],
  [g(1, { status: 'Gsyscall' }), 'S', 'system call'],
  [g(1, { status: 'Gpreempted' }), 'P', 'preempted'],
  [g(1, { status: 'Gdeadextra' }), '?', 'Gdeadextra'],
])('state %#', (one, letter, state) => {
  const [group] = digestOf(snapshot({ allg: [one] }), 0, true).groups
  expect([group?.letter, group?.state]).toEqual([letter, state])
})

test('counts stacks at which the collector is', () => {
  const allg = [g(1, { scan: true }), g(2, { scan: true, status: 'Grunnable' }), g(3)]
  expect(digestOf(snapshot({ allg }), 0, true).scanned).toBe(2)
})

test('is small, however many goroutines there are', () => {
  const { sched } = snapshot()
  const many = manyGs(50_000)
  const runq = many.allg.map((one) => one.goid)
  const digest = digestOf({ ...many, sched: { ...sched, runq, runqsize: 60_000 } }, 0, true)
  expect(digest.groups.length).toBeLessThan(300)
  expect(digest.known.size).toBeLessThan(5)
  expect(digest.sched.runq).toHaveLength(1024)
  expect([digest.listed, digest.sched.runqsize]).toEqual([50_000, 60_000])
})
