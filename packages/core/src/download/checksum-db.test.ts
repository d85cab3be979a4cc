import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lookup, parseVerifierKey } from './checksum-db.ts'
import { knownKeys } from './expected-hash.ts'
import { goSettings } from './settings.ts'

// What the real database answered, word for word: a record and the tiles between it and the signed tree.
const recorded = JSON.parse(
  readFileSync(new URL('../testing/checksum-db.json', import.meta.url), 'utf8'),
) as Record<string, string>
const key = knownKeys[goSettings({ GOENV: 'off' }).GOSUMDB] ?? ''
const version = 'v0.0.1-go1.22.5.linux-amd64'
const hash = 'h1:LQChnsjY/4sr12W+7pci1Qg1+X/n7vmLOOaq2aTBG0w='

type Change = (data: Buffer, path: string) => Buffer | undefined

/** Looks it up among the recorded answers, of which `change` makes others. */
function find(change: Change = (data) => data, verifierKey = key): Promise<string> {
  return lookup(verifierKey, 'golang.org/toolchain', version, async (path) => {
    const text = recorded[path]
    if (text === undefined) throw new Error(`nobody recorded ${path}`)
    const data = Buffer.from(text, path.startsWith('lookup/') ? 'utf8' : 'base64')
    const changed = change(data, path)
    if (!changed) throw new Error('404')
    return changed
  })
}

test('the record of a real release, through real tiles to the real signature', async () => {
  expect(await find()).toBe(hash)
})

test.each<[string, (text: string) => string, string]>([
  ['its hash', (text) => text.replace('h1:LQ', 'h1:LR'), 'does not belong'],
  ['its number', (text) => text.replace(/^(\d+)\d/, '$10'), 'does not belong'],
  ['its version', (text) => text.replace('go1.22.5.', 'go1.22.6.'), 'does not belong'],
  ['the size of the tree', (text) => text.replace(/tree\n(\d)/, 'tree\n1$1'), 'not signed'],
  ['the hash of the tree', (text) => text.replace('5oXTd', '5oXTe'), 'not signed'],
  ['the signature', (text) => text.replace('Az3grkwA', 'Az3grkwB'), 'not signed'],
  ["the key's hash in the signature", (text) => text.replace('Az3grk', 'Bz3grk'), 'not signed'],
  ['the name of who signed', (text) => text.replace('— sum', '— som'), 'not signed'],
  ['the end of the note', (text) => text.slice(0, text.indexOf('\n—') + 1), 'not signed'],
])('a lookup with another %s', async (_name, change, words) => {
  const bent: Change = (data, path) => {
    if (!path.startsWith('lookup/')) return data
    const text = change(data.toString())
    expect(text).not.toBe(data.toString())
    return Buffer.from(text)
  }
  await expect(find(bent)).rejects.toThrow(words)
})

const tiles = Object.keys(recorded).filter((path) => path.startsWith('tile/'))

test.each(tiles)('any change of %s is noticed', async (tile) => {
  const bent: Change = (data, path) =>
    (path === tile ? data.map((byte) => byte ^ 1) : data) as Buffer
  await expect(find(bent)).rejects.toThrow('does not belong to its signed tree')
  const short: Change = (data, path) => (path === tile ? data.subarray(0, 31) : data)
  await expect(find(short)).rejects.toThrow('does not belong to its signed tree')
})

test('a partial tile that became a full one', async () => {
  const partial = tiles.find((path) => path.includes('.p/')) ?? ''
  const whole = partial.replace(/\.p\/.*/, '')
  recorded[whole] = Buffer.concat([
    Buffer.from(recorded[partial] ?? '', 'base64'),
    Buffer.alloc(256 * 32),
  ]).toString('base64')
  expect(await find((data, path) => (path === partial ? undefined : data))).toBe(hash)
  delete recorded[whole]
})

test('another key of the same name', async () => {
  await expect(find(undefined, key.replace('+Ac4', '+Ac5'))).rejects.toThrow('mistyped')
  expect(parseVerifierKey(key).name).toBe(key.split('+')[0])
  for (const wrong of ['', 'name', 'a+b+c', 'name+033de0ae+AAAA']) {
    expect(() => parseVerifierKey(wrong)).toThrow('not a verifier key')
  }
})
