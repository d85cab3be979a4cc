// Node's side: frames to state, and state to JSON, on a real recording;
// against JSON.parse of the same snapshots as the peer that everyone has.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FrameSplitter, State } from '@gorv/core'
import { gorvBin, median, program, root, sh, table } from './support.mjs'

const rows = [
  [
    'recording',
    'MB',
    'snapshots',
    'decode, MB/s',
    'decode, snapshots/s',
    'Gs/s',
    'to JSON, MB/s',
    'decode against JSON.parse',
  ],
]
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000]
for (const n of counts) {
  const recording = join(root, '.cache/bench', `parked-${n}-16ms.gorv`)
  if (!existsSync(recording)) {
    sh(
      process.execPath,
      [
        gorvBin,
        'run',
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
  }
  const bytes = readFileSync(recording)
  const decode = (onSnapshot) => {
    const state = new State()
    new FrameSplitter({ head: true }).push(bytes, (frame) => {
      const change = state.apply(frame)
      if (change?.what === 'snapshot') onSnapshot?.(change.snapshot)
    })
  }
  const time = (run) => {
    const began = performance.now()
    run()
    return (performance.now() - began) / 1000
  }
  let snapshots = 0
  let gs = 0
  const lines = []
  decode((snapshot) => {
    snapshots++
    gs += snapshot.allg.length
    lines.push(JSON.stringify(snapshot))
  })
  const jsonBytes = lines.reduce((sum, line) => sum + line.length + 1, 0)
  const ms = { decode: [], json: [], parse: [] }
  for (let i = 0; i < 9; i++) {
    ms.decode.push(time(() => decode()))
    ms.json.push(time(() => decode((snapshot) => JSON.stringify(snapshot))))
    ms.parse.push(time(() => lines.forEach((line) => JSON.parse(line))))
  }
  const s = median(ms.decode)
  rows.push([
    `${n.toLocaleString('en')} goroutines`,
    (bytes.length / 1e6).toFixed(2),
    snapshots,
    (bytes.length / 1e6 / s).toFixed(1),
    (snapshots / s).toFixed(0),
    `${(gs / s / 1e6).toFixed(1)}M`,
    (jsonBytes / 1e6 / median(ms.json)).toFixed(0),
    `${(median(ms.parse) / s).toFixed(1)}× faster`,
  ])
}
table(rows)
