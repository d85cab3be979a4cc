import { afterEach, expect, test, vi } from 'vitest'
import {
  encodeFrame,
  encodeJsonFrame,
  frameClock,
  frameEnd,
  frameEvents,
  FrameSplitter,
  frameRun,
  frameHello,
  type Frame,
} from '../wire/index.ts'
import { LiveRecording } from './live.ts'
import { drain } from './source.ts'

const run = { gorv: '0', pid: 1, argv: ['x'], mode: 'sample' as const }
const end = { nanotime: '9', exitcode: 3, signal: null, lost: 0, notes: [] }

/** What the program writes, in pieces, and events beside each piece; then the end of the program. */
async function recorded(pieces: Uint8Array[], events?: Uint8Array[][]): Promise<Frame[]> {
  const take = () => pieces.shift() ?? new Uint8Array(0)
  const live = new LiveRecording(
    events ? { take, events: () => events.shift() ?? [] } : { take },
    run,
  )
  live.finish(() => end)
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

const clock = encodeJsonFrame(frameClock, 'a look at the clock')
const event = (m: number) => encodeFrame(frameEvents, Uint8Array.of(m, 0, 0))
const kinds = (frames: Frame[]) => frames.map((frame) => frame.kind)

test('events stand before what the sampler says of the clock', async () => {
  const frames = await recorded([hello, clock, clock], [[], [event(1), event(2)], [event(1)]])
  expect(kinds(frames)).toEqual([
    frameRun,
    frameHello,
    frameEvents,
    frameEvents,
    frameClock,
    frameEvents,
    frameClock,
    frameEnd,
  ])
})

test('but nothing stands before the hello, however late it comes', async () => {
  const pieces = [hello.subarray(0, 4), hello.subarray(4, 9), hello.subarray(9), clock]
  const frames = await recorded(pieces, [[event(1)], [event(2)], [event(3)]])
  expect(kinds(frames)).toEqual([
    frameRun,
    frameHello,
    frameEvents,
    frameEvents,
    frameEvents,
    frameClock,
    frameEnd,
  ])
  expect(frames.slice(2, 5).map(({ payload }) => payload[0])).toEqual([1, 2, 3])
})

test('the last events are there when the sampler has nothing more to say', async () => {
  const frames = await recorded([hello], [[], [event(1)]])
  expect(kinds(frames)).toEqual([frameRun, frameHello, frameEvents, frameEnd])
})

test('events of a program that never said hello are left out', async () => {
  expect(kinds(await recorded([], [[event(1)]]))).toEqual([frameRun, frameEnd])
})

/** How often a recording is looked at in a second in which each look finds so many bytes of events. */
async function looksInASecond(size: number): Promise<{ looks: number; stop: () => Promise<void> }> {
  vi.useFakeTimers()
  let looks = 0
  const found = [new Uint8Array(size)]
  const live = new LiveRecording(
    { take: () => (looks++ === 0 ? hello : new Uint8Array(0)), events: () => found },
    run,
  )
  const done = drain(live)
  await vi.advanceTimersByTimeAsync(1000)
  const stop = () => {
    found.pop()
    live.finish(() => end)
    return done
  }
  return { looks, stop }
}

afterEach(() => void vi.useRealTimers())

test('while little comes it looks rarely, and at once when the program has ended', async () => {
  const { looks, stop } = await looksInASecond(1000)
  expect(looks).toBeGreaterThan(20)
  expect(looks).toBeLessThan(40)
  await stop() // though no timer goes on any more
})

test('the more comes the sooner it looks again', async () => {
  const { looks, stop } = await looksInASecond(8 << 20)
  expect(looks).toBeGreaterThan(500)
  await stop()
})
