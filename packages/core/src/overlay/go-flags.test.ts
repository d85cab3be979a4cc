import { describe, expect, it } from 'vitest'
import { dropsRuntime, splitGoflags, takeOverlayFlag } from './go-flags.ts'

describe('takeOverlayFlag', () => {
  it.each([
    [['-race', '-overlay', 'a.json', '-v'], ['-race', '-v'], 'a.json'],
    [['--overlay=a b.json'], [], 'a b.json'],
    [['-overlay='], [], undefined],
    [['-overlays', 'x'], ['-overlays', 'x'], undefined],
    [['-overlay=a', '-overlay=b'], [], 'b'],
  ])('%j', (args, flags, overlay) => expect(takeOverlayFlag(args)).toEqual({ flags, overlay }))
})

describe('dropsRuntime', () => {
  it.each([
    [['-coverpkg=all'], true],
    [['-coverpkg', 'example.com/x,runtime'], true],
    [['-coverpkg=./...'], false],
    [['-cover'], false],
  ])('%j: %s', (args, drops) => expect(dropsRuntime(args)).toBe(drops))
})

describe('splitGoflags', () => {
  it.each([
    ['', []],
    ['-race  -tags=a,b', ['-race', '-tags=a,b']],
    [`'-ldflags=-X main.v=1' "-tags=c d"`, ['-ldflags=-X main.v=1', '-tags=c d']],
  ])('%j', (text, flags) => expect(splitGoflags(text)).toEqual(flags))
})
