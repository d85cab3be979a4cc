// Recordings that are not what gorv wrote: cut, overwritten, in another order, with parts of
// another program's. The player says where, or shows what it could read; it never hangs,
// crashes or takes memory without bound. FUZZ_RUNS=2000 FUZZ_SEED=7 for more and for others.
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { FrameSplitter } from '@gorv/core/wire'
import { record } from '../support/exact.ts'
import { testEnv } from '../support/gorv.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 40)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const timeout = 120_000 + runs * 2000

interface Said {
  events: number
  notes: string[]
  error?: string
  offset?: number
  message?: string
}

/** Rejects where it takes longer than any of these should, ends otherwise than by a word, or needs too much. */
function played(bytes: Uint8Array): Promise<Said> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../support/play-worker.mjs', import.meta.url), {
      workerData: { bytes },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    const timer = setTimeout(() => {
      reject(new Error('it hangs'))
      void worker.terminate()
    }, 30_000)
    worker.on('message', resolve)
    worker.on('error', reject)
    worker.on('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`it ended with ${code} and without a word`))
    })
  })
}

let ours: Uint8Array
let others: Uint8Array
let frames: Uint8Array[]
const head = 8

function framesOf(bytes: Uint8Array): Uint8Array[] {
  const starts: number[] = []
  new FrameSplitter({ head: true }).push(bytes, (frame) => starts.push(frame.offset))
  return starts.map((start, i) => bytes.slice(start, starts[i + 1] ?? bytes.length))
}

const join = (parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
const whole = (parts: Uint8Array[]): Uint8Array => join([ours.slice(0, head), ...parts])

async function bytesOf(name: string, events: number, go: string[]): Promise<Uint8Array> {
  const env = testEnv({ GOMAXPROCS: '3' })
  const recorded = await record(name, ['-events', String(events)], env, go)
  expect(recorded.code, recorded.stderr).toBe(0)
  return Uint8Array.from(readFileSync(recorded.recording))
}

beforeAll(async () => {
  ours = await bytesOf('syscalls', 3000, [])
  others = await bytesOf('procs', 2000, ['--go', '1.16.15'])
  frames = framesOf(ours)
}, timeout)

/** One of the ways to spoil it; numbers are parts of the whole, from 0 to below 1. */
const ways: Record<string, (at: number, other: number, byte: number) => Uint8Array> = {
  cut: (at) => ours.slice(0, at * ours.length),
  'bytes missing': (at, other) => {
    const from = head + Math.floor(at * (ours.length - head))
    return join([ours.slice(0, from), ours.slice(from + 1 + Math.floor(other * 50))])
  },
  'a byte overwritten': (at, _, byte) => {
    const bytes = ours.slice()
    bytes[Math.floor(at * bytes.length)] = byte
    return bytes
  },
  'many bytes overwritten': (at, other, byte) => {
    const bytes = ours.slice()
    const from = head + Math.floor(at * (bytes.length - head))
    return bytes.fill(byte, from, from + 1 + Math.floor(other * 3000))
  },
  'a frame missing': (at) => whole(frames.toSpliced(Math.floor(at * frames.length), 1)),
  'two frames swapped': (at, other) => {
    const [i, j] = [at, other].map((x) => Math.floor(x * frames.length)) as [number, number]
    return whole(frames.with(i, frames[j]!).with(j, frames[i]!))
  },
  'a frame twice': (at) => {
    const i = Math.floor(at * frames.length)
    return whole(frames.toSpliced(i, 0, frames[i]!))
  },
  'a part of another program': (at, other) => {
    const foreign = framesOf(others)
    const i = Math.floor(at * frames.length)
    const j = Math.floor(other * foreign.length)
    return whole([...frames.slice(0, i), ...foreign.slice(j, j + 30), ...frames.slice(i)])
  },
  'a frame of another kind': (at, _, byte) => {
    const i = Math.floor(at * frames.length)
    const frame = frames[i]!.slice()
    frame[4] = byte
    return whole(frames.with(i, frame))
  },
}

test('as it is, it is whole', { timeout }, async () => {
  const said = await played(ours)
  expect(said.error).toBeUndefined()
  expect(said.notes.filter((note) => note.includes('damaged'))).toEqual([])
  expect(said.events).toBeGreaterThan(3000)
})

test('of a future version: an error that says so', { timeout }, async () => {
  const bytes = ours.slice()
  bytes[head - 1] = 99
  const said = await played(bytes)
  expect(said.message).toMatch(/^wire version 99, and this gorv reads \d+ at byte 7$/)
})

test.each(Object.keys(ways))('%s', { timeout }, async (way) => {
  const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const spoil = ways[way]!
  await fc.assert(
    fc.asyncProperty(part, part, fc.nat(255), async (at, other, byte) => {
      const said = await played(spoil(at, other, byte))
      if (said.error === undefined) return
      // Nothing but that the recording makes no sense, and where.
      expect([said.error, said.message]).toEqual(['WireError', said.message])
      expect(said.offset).toBeGreaterThanOrEqual(0)
      expect(said.message).toMatch(/ at byte \d+$/)
    }),
    { seed, numRuns: Math.ceil(runs / 4), endOnFailure: true },
  )
})
