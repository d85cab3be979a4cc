import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration.ts'

describe('parseDuration', () => {
  it.each([
    ['16ms', 16e6],
    ['1m30s', 90e9],
    ['1.5s', 1.5e9],
    ['250us', 250e3],
    ['250µs', 250e3],
    ['100ns', 100],
  ])('%s', (text, ns) => expect(parseDuration(text, '--sample')).toBe(ns))

  it.each(['', '5', '0s', '-1s', 'ms', '1s2', '1 s', '1d', 'NaNs'])('%j is none', (text) => {
    expect(() => parseDuration(text, '--sample')).toThrow(`--sample ${text} is no duration`)
  })
})
