import { describe, expect, it } from 'vitest'
import { parseSize } from './size.ts'

describe('parseSize', () => {
  it.each([
    ['256MiB', 256 << 20],
    ['256M', 256 << 20],
    ['64mb', 64 << 20],
    ['1.5 MiB', 3 << 19],
    ['2048k', 2 << 20],
    ['1048576', 1 << 20],
    ['1048576B', 1 << 20],
    ['1GiB', 2 ** 30],
  ])('%s', (text, bytes) => expect(parseSize(text, '--buffer')).toBe(bytes))

  it.each(['', '5', '0', '-1M', '1KiB', '1023k', '1.1GiB', '2G', '1T', 'M', '1 M B', 'NaN'])(
    '%j is none',
    (text) => {
      expect(() => parseSize(text, '--buffer')).toThrow(
        `--buffer ${text} is no size between 1MiB and 1GiB`,
      )
    },
  )
})
