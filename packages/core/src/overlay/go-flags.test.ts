import { describe, expect, it } from 'vitest'
import { checkFlags, takeOverlayFlag } from './go-flags.ts'

describe('takeOverlayFlag', () => {
  it.each([
    [['-race', '-overlay', 'a.json', '-v'], ['-race', '-v'], 'a.json'],
    [['--overlay=a b.json'], [], 'a b.json'],
    [['-overlay='], [], undefined],
    [['-overlays', 'x'], ['-overlays', 'x'], undefined],
    [['-overlay=a', '-overlay=b'], [], 'b'],
  ])('%j', (args, flags, overlay) => expect(takeOverlayFlag(args)).toEqual({ flags, overlay }))
})

describe('checkFlags', () => {
  it.each([
    [['-coverpkg=all'], /-coverpkg=all drops/],
    [['-coverpkg', 'example.com/x,runtime'], /-coverpkg=all drops/],
    [['-compiler=gccgo'], /gccgo has another runtime/],
    [['--compiler', 'gccgo'], /gccgo has another runtime/],
  ])('%j is refused', (args, text) => expect(() => checkFlags(args)).toThrow(text))

  it.each([[['-coverpkg=./...']], [['-cover']], [['-compiler=gc']], [['-tags=compiler', 'gccgo']]])(
    '%j is fine',
    (args) => expect(() => checkFlags(args)).not.toThrow(),
  )
})
