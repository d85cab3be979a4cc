import { expect, test } from 'vitest'
import { toCells } from './cells.ts'
import { span } from './style.ts'

test('a wide character has an empty column behind it', () => {
  const { cells, wide } = toCells([span('a世b')], 6, 256)
  expect(cells.map((cell) => cell[1])).toEqual(['a', '世', '', 'b', ' ', ' '])
  expect(wide).toBe(true)
})

test('without colours there is still bold and inverse', () => {
  const [coloured] = toCells([span('x', 'alarm')], 1, 256).cells
  const [plain] = toCells([span('x', 'alarm')], 1, 0).cells
  expect(((coloured?.[0] ?? 0) >> 9) & 0x1ff).toBe(166)
  expect(((plain?.[0] ?? 0) >> 9) & 0x1ff).toBe(0x1ff)
  expect((plain?.[0] ?? 0) >> 18).toBe(1 | 8)
})
