import { expect, test } from 'vitest'
import {
  encodeJsonFrame,
  frameEnd,
  FrameSplitter,
  frameRun,
  frameHello,
  type Frame,
} from '../wire/index.ts'
import { LiveRecording } from './live.ts'

const run = { gorv: '0', pid: 1, argv: ['x'], mode: 'sample' as const }
const end = { nanotime: '9', exitcode: 3, signal: null, lost: 0, notes: [] }

/** What the program writes, in pieces, then the end of the program. */
async function recorded(pieces: Uint8Array[]): Promise<Frame[]> {
  const live = new LiveRecording({ take: () => pieces.shift() ?? new Uint8Array(0) }, run)
  live.finish(end)
  const splitter = new FrameSplitter({ head: true })
  const frames: Frame[] = []
  for (let bytes = await live.next(); bytes !== undefined; bytes = await live.next()) {
    splitter.push(bytes, (frame) => frames.push({ ...frame, payload: frame.payload.slice() }))
  }
  expect(splitter.pending).toBe(0)
  return frames
}

const hello = encodeJsonFrame(frameHello, 'a hello')

test('frames come whole, however they were cut', async () => {
  const bytes = Buffer.concat([hello, hello, hello])
  for (let size = 1; size <= bytes.length; size++) {
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
    const frames = await recorded(pieces)
    expect(frames.map((frame) => frame.kind)).toEqual([
      frameRun,
      frameHello,
      frameHello,
      frameHello,
      frameEnd,
    ])
  }
})

test('a program that ends in the middle of a frame leaves the end readable', async () => {
  for (let cut = 1; cut < hello.length; cut++) {
    const frames = await recorded([hello, hello.subarray(0, cut)])
    expect(frames.map((frame) => frame.kind)).toEqual([frameRun, frameHello, frameEnd])
  }
})

test('what is no frame at all is passed on, for its reader to complain of', async () => {
  await expect(recorded([hello, Buffer.from('garbage, more than a header')])).rejects.toThrow(
    'not a frame',
  )
})
