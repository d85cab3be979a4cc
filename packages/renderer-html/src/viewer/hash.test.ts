import { describe, expect, it } from 'vitest'
import { readHash, writeHash } from './hash.ts'

describe('hash', () => {
  it.each([
    ['#seq=17&g=5', { seq: 17, g: 5 }],
    ['', { seq: undefined, g: undefined }],
    ['#seq=-1&g=<b>', { seq: undefined, g: undefined }],
    ['#seq=1e9&g=99999999999999999999', { seq: undefined, g: undefined }],
    ['#other=1&g=2', { seq: undefined, g: 2 }],
  ])('%j', (hash, view) => expect(readHash(hash)).toEqual(view))

  it('is read as it was written', () => {
    for (const view of [
      { seq: 0, g: 1 },
      { seq: 3, g: undefined },
    ]) {
      expect(readHash(writeHash(view))).toEqual(view)
    }
    expect(writeHash({ seq: undefined, g: undefined })).toBe('')
  })
})
