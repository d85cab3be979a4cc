import { expect, test } from 'vitest'
import { hash1, sha256 } from './hashes.ts'

test("Go's h1 of a module, of which the order of the files is no part", () => {
  // As golang.org/x/mod/sumdb/dirhash has it in its own test.
  const files = { xyz: 'data for xyz', abc: 'data for abc' }
  const hashes = Object.entries(files).map(
    ([name, data]) => [name, sha256(Buffer.from(data))] as const,
  )
  const line = (name: 'xyz' | 'abc') => `${sha256(Buffer.from(files[name]))}  ${name}\n`
  const list = Buffer.from(sha256(Buffer.from(line('abc') + line('xyz'))), 'hex').toString('base64')
  expect(hash1(new Map(hashes))).toBe(`h1:${list}`)
  expect(hash1(new Map(hashes.toReversed()))).toBe(`h1:${list}`)
})

test('names are ordered as bytes, not as UTF-16', () => {
  // U+10000 comes before U+FFFD in UTF-16 and after it in UTF-8.
  const [high, low] = ['\u{10000}', '\uFFFD']
  const zero = sha256(Buffer.alloc(0))
  const list = sha256(Buffer.from(`${zero}  ${low}\n${zero}  ${high}\n`))
  const expected = `h1:${Buffer.from(list, 'hex').toString('base64')}`
  expect(
    hash1(
      new Map([
        [high, zero],
        [low, zero],
      ]),
    ),
  ).toBe(expected)
})
