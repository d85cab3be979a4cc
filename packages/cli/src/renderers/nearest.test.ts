import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.ts'

const known = ['ascii', 'html', 'json']

describe('nearest', () => {
  it.each([
    ['hmtl', 'html'],
    ['asci', 'ascii'],
    ['JSON', undefined],
    ['perfetto', undefined],
    ['jsn', 'json'],
  ])('%s is meant to be %s', (word, meant) => expect(nearest(word, known)).toBe(meant))
})
