import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { glyphsFor } from './glyphs.ts'
import { clean, cut, fit, shortName } from './text.ts'
import { cellsOf, widthOf } from './width.ts'

const glyphs = glyphsFor(true)

describe('width', () => {
  test.each([
    ['main.worker', 11],
    ['世界', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['❤\ufe0f', 2],
    ['🇨🇭', 2],
    ['한글', 4],
    ['ｗｉｄｅ', 8],
    ['·', 1],
    ['█▌', 2],
    ['', 0],
    ['a\u200db', 2],
  ])('%j takes up %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })

  test('a combining mark stays with its letter', () => {
    expect(cellsOf('e\u0301x').map((cell) => cell.text)).toEqual(['e\u0301', 'x'])
  })
})

describe('clean', () => {
  test.each([
    ['\u001b[31mred', '^[[31mred'],
    ['a\u0000b\u0007c\u007f', 'a^@b^Gc^?'],
    ['\u009b1m', '\\x9b1m'],
    ['left\u202eright', 'leftright'],
    ['half \ud83d', 'half \ufffd'],
    ['main.(*T[go.shape.int]).Do·f', 'main.(*T[go.shape.int]).Do·f'],
  ])('%j becomes %j', (dirty, tidy) => {
    expect(clean(dirty, true)).toBe(tidy)
  })

  test('lets nothing through that steers a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(text, true)).not.toMatch(/\p{Cc}|\p{Cs}/u)
        expect(clean(text, false)).not.toMatch(/\P{ASCII}|\p{Cc}/u)
      }),
    )
  })
})

describe('cut', () => {
  test('shows that something is missing', () => {
    expect(cut('main.worker', 11, glyphs)).toBe('main.worker')
    expect(cut('main.worker', 6, glyphs)).toBe('main.…')
    expect(cut('main.worker', 0, glyphs)).toBe('')
  })

  test('never cuts a wide character in two', () => {
    expect(cut('世界世界', 4, glyphs)).toBe('世…')
    expect(fit('世界世界', 4, glyphs)).toBe('世… ')
  })

  test('fits any text exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
        const tidy = clean(text, true)
        expect(widthOf(fit(tidy, width, glyphs))).toBe(width)
        expect(widthOf(fit(tidy, width, glyphs, 'right'))).toBe(width)
      }),
    )
  })
})

test('a long function name loses its path first', () => {
  const name = 'github.com/a/b/internal/web.(*Server).handle.func1'
  expect(shortName(name, 60, glyphs)).toBe(name)
  expect(shortName(name, 30, glyphs)).toBe('web.(*Server).handle.func1')
  expect(shortName(name, 12, glyphs)).toBe('web.(*Serve…')
  expect(shortName('m.Map[github.com/a/b.T]', 14, glyphs)).toBe('m.Map[github.…')
})
