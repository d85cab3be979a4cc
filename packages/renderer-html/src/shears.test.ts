import { describe, expect, it } from 'vitest'
import {
  FrameSplitter,
  encodeFrame,
  encodeJsonFrame,
  frameClock,
  frameEnd,
  frameEvents,
  recordingHead,
} from '@gorv/core'
import { Shears } from './shears.ts'

/** Clock frames a second apart, a kilobyte of events before each. */
function recording(seconds: number): Buffer {
  const parts = [recordingHead()]
  for (let i = 1; i <= seconds; i++) {
    parts.push(encodeFrame(frameEvents, new Uint8Array(1024)))
    parts.push(encodeFrame(frameClock, Uint8Array.of(i, ...uvarint(i * 1e9))))
  }
  return Buffer.concat([...parts, encodeJsonFrame(frameEnd, { exitcode: 0 })])
}

function uvarint(n: number): number[] {
  const bytes = []
  for (; n >= 0x80; n = Math.floor(n / 0x80)) bytes.push((n & 0x7f) | 0x80)
  return [...bytes, n]
}

function cutBy(bytes: Buffer, most: number, piece: number) {
  const shears = new Shears(most)
  const kept: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += piece) {
    kept.push(...shears.take(bytes.subarray(at, at + piece)))
  }
  return { kept: Buffer.concat(kept), cut: shears.cut }
}

const kindsOf = (bytes: Uint8Array) => {
  const kinds: number[] = []
  new FrameSplitter({ head: true }).push(bytes, (frame) => kinds.push(frame.kind))
  return kinds
}

describe('Shears', () => {
  it.each([7, 1000, 1 << 20])('keep all of what fits, in pieces of %i bytes', (piece) => {
    const bytes = recording(20)
    const { kept, cut } = cutBy(bytes, 20 * 1024, piece)
    expect(kept.equals(bytes)).toBe(true)
    expect(cut).toBeUndefined()
  })

  it.each([7, 1000, 1 << 20])('cut behind a clock, and keep the end; %i bytes', (piece) => {
    const { kept, cut } = cutBy(recording(20), 5 * 1024, piece)
    const expected = Array.from({ length: 6 }, () => [frameEvents, frameClock]).flat()
    expect(kindsOf(kept)).toEqual([...expected, frameEnd])
    expect(cut).toEqual({ events: 6 * 1024, of: 20 * 1024, length: 5e9 })
  })

  it('keep what they cannot read', () => {
    const bytes = Buffer.from('nothing like a recording')
    expect(cutBy(bytes, 1, 5).kept.equals(bytes)).toBe(true)
  })
})
