import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { svarint, text, u64, uvarint } from '../testing/encode.ts'
import { ByteReader, WireError } from './byte-reader.ts'

const reader = (bytes: number[]) => new ByteReader(Uint8Array.from(bytes), 100)

describe('ByteReader', () => {
  it('reads every number that JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        expect(reader(uvarint(n)).uvarint()).toBe(n)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), (n) => {
        expect(reader(svarint(n)).svarint()).toBe(n)
      }),
    )
  })

  it('reads 64 bits and texts', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.string({ unit: 'grapheme' }),
        (n, s) => {
          const r = reader([...u64(n), ...text(s)])
          expect([r.u64(), r.text(), r.done]).toEqual([n, s, true])
        },
      ),
    )
  })

  it('says where a payload ends too early', () => {
    for (const read of [
      (r: ByteReader) => r.uvarint(),
      (r: ByteReader) => r.u64(),
      (r: ByteReader) => r.text(),
    ]) {
      expect(() => read(reader([0x85]))).toThrow(WireError)
      expect(() => read(reader([0x85]))).toThrow(/at byte 10\d/)
    }
    expect(() => reader(Array.from({ length: 12 }, () => 0x80)).uvarint()).toThrow(
      'more than 10 bytes',
    )
  })
})
