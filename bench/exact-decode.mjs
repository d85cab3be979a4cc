// Node's side of exact events: records decoded, merged into one order, made
// into state, into events, into JSON; of a recording that is made up here, and
// of those given.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ExactReplay, FrameSplitter, frameEvents } from '@gorv/core'
import { MRecords } from '../packages/core/dist/wire/m-records.js'
import { madeUp } from './exact-made-up.mjs'
import { median, table } from './support.mjs'

const rounds = 5

const framesOf = (bytes) => {
  const frames = []
  new FrameSplitter({ head: true }).push(bytes, (frame) => frames.push(frame))
  return frames
}

/** Every M's records, one after the other, without looking at what they say. */
function decode(frames) {
  const ms = new Map()
  let count = 0
  for (const { kind, payload, offset } of frames) {
    if (kind !== frameEvents) continue
    let at = 0
    const uvarint = () => {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const byte = payload[at++]
        value += (byte & 127) * scale
        if (byte < 128) return value
      }
    }
    const id = uvarint()
    const m = ms.get(id) ?? new MRecords(id)
    ms.set(id, m)
    m.push({
      no: uvarint(),
      offset: uvarint(),
      bytes: payload.subarray(at),
      base: offset,
      frame: offset,
    })
    while (m.next()) count++
  }
  return count
}

function play(frames, events) {
  const replay = new ExactReplay({ events })
  for (const frame of frames) replay.push(frame)
  replay.finish()
  return replay.count
}

function rate(run) {
  const all = []
  let count = 0
  for (let i = 0; i < rounds; i++) {
    const began = performance.now()
    count = run()
    all.push(performance.now() - began)
  }
  return `${(count / median(all) / 1000).toFixed(1)}M`
}

const rows = [
  ['recording', 'records', 'B a record', 'decode, records/s', 'to state', 'to events', 'to JSON'],
]
const given = process.argv.slice(2).map((path) => [basename(path), readFileSync(path)])
for (const [name, bytes] of [...madeUp(), ...given]) {
  const frames = framesOf(bytes)
  const count = decode(frames)
  const size = frames
    .filter((f) => f.kind === frameEvents)
    .reduce((n, f) => n + f.payload.length, 0)
  rows.push([
    name,
    `${(count / 1e6).toFixed(2)}M`,
    (size / count).toFixed(2),
    rate(() => decode(frames)),
    rate(() => play(frames)),
    rate(() => {
      let events = 0
      play(frames, () => events++)
      return events
    }),
    rate(() => {
      let events = 0
      play(frames, (event) => {
        events++
        JSON.stringify(event)
      })
      return events
    }),
  ])
}
table(rows)
