// Plays a recording in a thread of its own, which its caller can end and whose memory has a bound.
import { parentPort, workerData } from 'node:worker_threads'
import { play } from '@gorv/core'

const { bytes } = workerData
const step = 1 << 16
let at = 0
const source = {
  next: async () => (at >= bytes.length ? undefined : bytes.subarray(at, (at += step))),
}
let [events, snapshots] = [0, 0]
let said
const session = {
  hello() {},
  snapshot: () => void snapshots++,
  events: (batch) => void (events += batch.length),
  end: () => ({ files: [] }),
  close() {},
}
const renderer = { apiVersion: 1, name: 'counts', snapshots: 'every', open: () => session }
try {
  const { end } = await play(source, renderer, session)
  said = { events, snapshots, notes: end.notes, unordered: end.unordered ?? 0 }
} catch (error) {
  said = { error: error.name, offset: error.offset, message: error.message }
}
// The rule is of windows, where a message needs to be told where it may go.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(said)
