// Cost of one snapshot inside the program, per goroutine, against
// runtime.GoroutineProfile of the same goroutines in the same run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FrameSplitter, State, frameSnapshot, snapshotKey } from '@gorv/core'
import { gorvBin, median, program, root, sh, table } from './support.mjs'

const rows = [
  ['goroutines', 'ns a G, what changed', 'ns a G, key', 'GoroutineProfile, ns a G', 'ratio'],
]
for (const n of [1_000, 10_000, 100_000]) {
  const recording = join(root, '.cache/bench', `parked-${n}.gorv`)
  const profile = sh(
    process.execPath,
    [
      gorvBin,
      'run',
      '--force',
      '--quiet',
      '-r',
      'json',
      '-o',
      '/dev/null',
      '--record',
      recording,
      '.',
      '--',
      `${n}`,
    ],
    { cwd: program('parked') },
  )
  const spent = { key: [], change: [] }
  const state = new State()
  let lastWasKey
  new FrameSplitter({ head: true }).push(readFileSync(recording), (frame) => {
    const change = state.apply(frame)
    if (change?.what !== 'snapshot') return
    if (change.snapshot.t > 1e9 && lastWasKey !== undefined) {
      spent[lastWasKey ? 'key' : 'change'].push(
        change.snapshot.lastspent / change.snapshot.allg.length,
      )
    }
    lastWasKey = frame.kind === frameSnapshot && (frame.flags & snapshotKey) !== 0
  })
  const changed = median(spent.change)
  const stack = Number(profile) / n
  rows.push([
    n.toLocaleString('en'),
    changed.toFixed(1),
    spent.key.length > 0 ? median(spent.key).toFixed(1) : 'none in this run',
    stack.toFixed(0),
    (changed / stack).toFixed(4),
  ])
}
table(rows)
