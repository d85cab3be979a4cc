// Cost of one snapshot inside the program, per goroutine: at the usual
// interval, with whatever the caches have forgotten in between, and back to
// back; against runtime.GoroutineProfile of the same goroutines.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FrameSplitter, State, frameSnapshot, snapshotKey } from '@gorv/core'
import { gorvBin, program, root, sh, spread, table, median } from './support.mjs'

/** What snapshots took, in ns a G: those of what changed, and keys; and what the program prints. */
function measure(n, interval) {
  const recording = join(root, '.cache/bench', `parked-${n}-${interval}.gorv`)
  const run = ['run', '--force', '--quiet', '-r', 'json', '-o', '/dev/null', '--sample', interval]
  const printed = sh(
    process.execPath,
    [gorvBin, ...run, '--record', recording, '.', '--', `${n}`],
    {
      cwd: program('parked'),
    },
  )
  const spent = { key: [], change: [], profile: Number(printed) / n }
  const state = new State()
  let lastWasKey
  new FrameSplitter({ head: true }).push(readFileSync(recording), (frame) => {
    const change = state.apply(frame)
    if (change?.what !== 'snapshot') return
    // After a second all are parked, and the profiles are taken.
    if (change.snapshot.t > 1e9 && lastWasKey !== undefined) {
      const ns = change.snapshot.lastspent / change.snapshot.allg.length
      spent[lastWasKey ? 'key' : 'change'].push(ns)
    }
    lastWasKey = frame.kind === frameSnapshot && (frame.flags & snapshotKey) !== 0
  })
  return spent
}

const rows = [
  [
    'goroutines',
    'each 16 ms, ns a G',
    'a key, ns a G',
    'back to back, ns a G',
    'GoroutineProfile, ns a G',
    'ratio to it, each 16 ms',
  ],
]
const counts =
  process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000]
for (const n of counts) {
  const usual = measure(n, '16ms')
  const hot = measure(n, '100us')
  rows.push([
    n.toLocaleString('en'),
    spread(usual.change),
    usual.key.length > 0 ? spread(usual.key, 0) : 'none in this run',
    spread(hot.change),
    usual.profile.toFixed(0),
    `1 : ${(usual.profile / median(usual.change)).toFixed(0)}`,
  ])
}
console.log('Median (interquartile range) of one run each.\n')
table(rows)
