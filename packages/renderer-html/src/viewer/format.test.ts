import { describe, expect, it } from 'vitest'
import { count, duration, visible } from './format.ts'

describe('format', () => {
  it.each([
    [0, '0 ns'],
    [999, '999 ns'],
    [1500, '1.50 µs'],
    [16_000_000, '16.0 ms'],
    [61_500_000_000, '61.500 s'],
  ])('%d is %s', (ns, text) => expect(duration(ns)).toBe(text))

  it('counts in words', () => {
    expect(count(1, 'snapshot')).toBe('1 snapshot')
    expect(count(1234, 'snapshot')).toBe('1,234 snapshots')
  })

  it('shows what cannot be seen', () => {
    expect(visible('a\u202eb\u0000\u200b\n\u001b[31m')).toBe(
      'a\\u202eb\\u0000\\u200b\\u000a\\u001b[31m',
    )
    expect(visible('größe.(*T).Ж[...]')).toBe('größe.(*T).Ж[...]')
  })
})
