import { expect, test } from 'vitest'
import { moment, perSecond, short } from './format.ts'
import { bar, glyphsFor, graph } from './glyphs.ts'
import { goidLines } from './goids.ts'

test.each([
  [0, '0.000s'],
  [2_016_584_203, '2.016s'],
  [59_999_999_999, '59.999s'],
  [187_250_000_000, '3m07.250s'],
  [3_723_000_000_000, '1h02m03s'],
])('moment %i', (ns, text) => {
  expect(moment(ns)).toBe(text)
})

test.each([
  [0, '0'],
  [639.6, '640'],
  [99_999, '99999'],
  [123_456, '123k'],
  [4_294_967, '4.3M'],
  [429_496_729, '429M'],
  [4_294_967_295, '4.3G'],
])('short %d', (n, text) => {
  expect(short(n)).toBe(text)
})

test('rates survive a counter that overflows, not one that was set back', () => {
  expect(perSecond(100, 150, 5e8)).toBe(100)
  expect(perSecond(4_294_967_290, 4, 1e9)).toBe(10)
  expect(perSecond(150, 100, 1e9)).toBeUndefined()
  expect(perSecond(100, 150, 0)).toBeUndefined()
})

test('bars: nothing is empty, little shows, full is full', () => {
  const glyphs = glyphsFor(true)
  expect(bar(0, 256, 4, glyphs)).toBe('    ')
  expect(bar(1, 256, 4, glyphs)).toBe('▏   ')
  expect(bar(100, 256, 4, glyphs)).toBe('█▌  ')
  expect(bar(256, 256, 4, glyphs)).toBe('████')
  expect(bar(300, 256, 4, glyphs)).toBe('████')
  expect(bar(1, 0, 4, glyphs)).toBe('    ')
  expect(bar(128, 256, 4, glyphsFor(false))).toBe('##  ')
})

test('graphs: the latest at the right', () => {
  expect(graph([0, 1, 4, 8], 8, 6, glyphsFor(true))).toBe('   ▁▄█')
  expect(graph([1, 2, 3], 4, 2, glyphsFor(false))).toBe(':|')
  expect(graph([0, 0], 0, 2, glyphsFor(true))).toBe('  ')
})

test('goids: whole ones only', () => {
  const glyphs = glyphsFor(true)
  const queue = [11, 22, 33, 44]
  expect(goidLines(queue, 0, 11, 1, glyphs)).toEqual(['11 22 33 44'])
  expect(goidLines(queue, 0, 10, 1, glyphs)).toEqual(['11 22 33 …'])
  expect(goidLines(queue, 0, 9, 1, glyphs)).toEqual(['11 22 …'])
  expect(goidLines(queue, 2, 20, 1, glyphs)).toEqual(['… 33 44'])
  expect(goidLines(queue, 9, 20, 1, glyphs)).toEqual(['… 44'])
  expect(goidLines(queue, 0, 5, 2, glyphs)).toEqual(['11 22', '33 44'])
  expect(goidLines(queue, 0, 2, 2, glyphs)).toEqual(['11', '…'])
  expect(goidLines([], 3, 20, 2, glyphs)).toEqual(['', ''])
})
