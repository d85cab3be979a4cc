import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frame, helloFrame, recordingOf, symbolFrame } from '../testing/encode.ts'
import { WireError } from './byte-reader.ts'
import { FrameSplitter, decodeJsonFrame, isForeign, type Frame } from './frames.ts'

const recording = recordingOf(
  helloFrame(),
  ...Array.from({ length: 20 }, (_, i) => symbolFrame(i + 1, `main.f${i}`.repeat(i))),
)

function split(pieces: Uint8Array[]): { frames: Frame[]; pending: number } {
  const splitter = new FrameSplitter({ head: true })
  const frames: Frame[] = []
  // Copied: a frame's payload may be a view of what was pushed.
  for (const piece of pieces) {
    splitter.push(piece, (f) => frames.push({ ...f, payload: f.payload.slice() }))
  }
  return { frames, pending: splitter.pending }
}

describe('FrameSplitter', () => {
  const whole = split([recording])

  it('finds the same frames however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(recording.length), { maxLength: 60 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), recording.length]
        const pieces = at.slice(1).map((end, i) => recording.subarray(at[i], end))
        expect(split(pieces)).toEqual(whole)
      }),
    )
    expect(whole.frames.length).toBe(22)
    expect(whole.pending).toBe(0)
  })

  it('gives what is whole of a recording that was cut anywhere', () => {
    for (let end = 8; end < recording.length; end += 7) {
      const { frames, pending } = split([recording.subarray(0, end)])
      expect(frames).toEqual(whole.frames.slice(0, frames.length))
      const read = frames.at(-1)
      expect((read ? read.offset + 8 + read.payload.length : 8) + pending).toBe(end)
    }
  })

  it('throws nothing but WireError, whatever it reads', () => {
    fc.assert(
      fc.property(fc.nat(recording.length - 1), fc.nat(255), (at, byte) => {
        const bytes = recording.slice()
        bytes[at] = byte
        try {
          split([bytes])
        } catch (error) {
          expect(error).toBeInstanceOf(WireError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('knows what is no recording, and another version', () => {
    expect(() => split([Buffer.from('<!doctype html>')])).toThrow('not a gorv recording at byte 0')
    const newer = recording.slice()
    newer[7] = 9
    expect(() => split([newer])).toThrow('wire version 9, and this gorv reads 1')
    const lost = recording.slice()
    lost[8 + 6] = 0
    expect(() => split([lost])).toThrow('not a frame at byte 8')
  })
})

describe('frames of another gorv', () => {
  const of = (kind: number) => split([recordingOf(frame(kind, 0, [1]))]).frames.at(-1) as Frame

  it.each([
    [1, false],
    [4, false],
    [6, false],
    [7, true],
    [64, false],
    [66, true],
    [128, false],
    [255, false],
  ])('kind %d must be understood: %s', (kind, foreign) => expect(isForeign(of(kind))).toBe(foreign))

  it('says which frame holds no JSON', () => {
    const bad = split([Uint8Array.from([...recording.subarray(0, 8), ...frame(64, 0, [123])])])
      .frames[0] as Frame
    expect(() => decodeJsonFrame(bad)).toThrow('frame without valid JSON at byte 8')
  })
})
