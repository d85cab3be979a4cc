import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tarGz, zip, type TarEntry, type ZipEntry } from '../support/archives.ts'
import { TestDatabase } from '../support/checksum-db.ts'
import { Downloads, failure } from '../support/download.ts'
import { tempDir } from '../support/gorv.ts'
import { Registry, smallGo, type Handler } from '../support/registry.ts'

const version = 'go1.22.5'
const prefix = `golang.org/toolchain@v0.0.1-${version}.linux-amd64/`
const lookup = `lookup/golang.org/toolchain@v0.0.1-${version}.linux-amd64`
let registry: Registry
let at: Downloads

beforeAll(async () => {
  registry = await new Registry().start()
})
afterAll(() => registry.stop())
beforeEach(() => {
  at = new Downloads(registry)
})

const send =
  (bytes: Buffer): Handler =>
  (_request, response) =>
    response.end(bytes)

test('a zip that is not the one the database knows', async () => {
  registry.add(version)
  const bytes = zip([{ name: `${prefix}bin/go`, data: 'something else' }])
  registry.fault(registry.path(version), send(bytes))
  const error = await failure(at.get(version))
  expect(error).toMatchObject({ code: 'CHECKSUM', exitCode: 125 })
  expect(error.message).toMatch(/: its hash is h1:\S{44}, and must be h1:\S{44}$/)
  expect(error.message).toContain(registry.path(version))
  expect(at.files).toEqual([])
})

describe('a database that lies', () => {
  const path = (rest: string) => `/sumdb/${registry.database.name}/${rest}`
  const answer = () => registry.database.answer(lookup)?.toString() ?? ''

  test.each<[string, string, (text: string) => string, RegExp]>([
    ['another hash', lookup, (text) => text.replace(/h1:./, 'h1:_'), /does not belong to its/],
    [
      'the number of another record',
      lookup,
      (text) => text.replace(/^\d+/, '0'),
      /does not belong/,
    ],
    [
      'a number beyond the tree',
      lookup,
      (text) => text.replace(/^\d+/, '9999'),
      /is not in its tree/,
    ],
    [
      'another size of the tree',
      lookup,
      (text) => text.replace('tree\n', 'tree\n1'),
      /is not signed/,
    ],
    ['a signature of somebody else', lookup, () => forged(), /is not signed by sum.test/],
    ['no signature', lookup, (text) => text.replace(/\n—.*\n/, '\n'), /is not signed by sum.test/],
    ['something else', lookup, () => '<html></html>', /is not one of a checksum database/],
    ['nothing', lookup, () => '', /is not one of a checksum database/],
  ])('%s', async (_name, rest, change, words) => {
    registry.add(version)
    registry.fault(path(rest), send(Buffer.from(change(answer()))))
    const error = await failure(at.get(version))
    expect(error.code).toBe('CHECKSUM')
    expect(error.message).toMatch(words)
    expect(at.files).toEqual([])
  })

  function forged(): string {
    const other = new TestDatabase()
    other.add('golang.org/toolchain', `v0.0.1-${version}.linux-amd64`, 'h1:AAAA')
    return other.answer(lookup)?.toString() ?? ''
  }

  test('the record of another version', async () => {
    registry.add(version)
    const other = registry.database.answer('lookup/example.com/other@v1.0.0') ?? Buffer.alloc(0)
    registry.fault(path(lookup), send(other))
    const error = await failure(at.get(version))
    expect(error.message).toContain('its record is not one of golang.org/toolchain@')
  })

  test('a tile that was bent, or is too short', async () => {
    registry.add(version)
    const [, size] = /tree\n(\d+)\n/.exec(answer()) ?? []
    const tile = `tile/8/0/000.p/${size}`
    const right = registry.database.answer(tile) ?? Buffer.alloc(0)
    for (const wrong of [
      Buffer.concat([Buffer.alloc(32), right.subarray(32)]),
      right.subarray(0, 40),
    ]) {
      registry.fault(path(tile), send(wrong))
      expect((await failure(at.get(version))).message).toContain(
        'does not belong to its signed tree',
      )
    }
  })
})

test('without the database: only what gorv has pinned, and the setting is named', async () => {
  registry.add('go1.22.98')
  const settings = [
    { GOSUMDB: 'off' },
    { GONOSUMDB: 'golang.org/*' },
    { GOPRIVATE: '*.org' },
    { GOFLAGS: '-mod=mod -insecure' },
  ]
  for (const env of settings) {
    registry.log.length = 0
    const error = await failure(at.get('go1.22.98', env))
    expect(error.code).toBe('CHECKSUM')
    const [[name, value]] = Object.entries(env) as [[string, string]]
    expect(error.message).toContain(name === 'GOFLAGS' ? 'GOFLAGS=-insecure' : `${name}=${value}`)
    expect(registry.log).toEqual([])
  }
  // A pinned one is told from what this registry has.
  registry.add('go1.16.15')
  const pinned = await failure(at.get('go1.16.15', { GOSUMDB: 'off' }))
  expect(pinned.message).toMatch(/its hash is h1:.*, and must be h1:/)
  expect(registry.log.filter((path) => path.includes('sumdb'))).toEqual([])
})

test('GOSUMDB that is none', async () => {
  registry.add(version)
  for (const GOSUMDB of ['sum.example', `${registry.database.key.slice(0, -4)}AAAA`, '  ']) {
    expect((await failure(at.get(version, { GOSUMDB }))).code).toBe('GOSUMDB')
  }
})

const plain = Object.entries(smallGo).map(([name, data]) => ({ name: prefix + name, data }))

describe('a hostile zip', () => {
  test.each<[string, ZipEntry[], string]>([
    ['leads out', [{ name: `${prefix}../../evil` }], 'it leads out of the folder'],
    ['absolute', [{ name: '/etc/evil' }], 'an absolute name'],
    ['a drive', [{ name: 'C:/evil' }], 'an absolute name'],
    ['backslashes', [{ name: `${prefix}..\\..\\evil` }], 'a backslash in its name'],
    ['NUL', [{ name: `${prefix}evil\0.go` }], 'a NUL in its name'],
    ['a stream', [{ name: `${prefix}evil:hidden` }], 'a character that no file may have'],
    ['a device', [{ name: `${prefix}src/aux.go` }], "a device's name"],
    ['a folder', [{ name: `${prefix}evil/` }], 'an empty element in its name'],
    ['elsewhere', [{ name: 'example.com/evil@v1/x' }], `it is not below ${prefix}`],
    ['a link', [{ name: `${prefix}evil`, data: '/etc', mode: 0o120777 }], 'it is a symbolic link'],
    ['a device file', [{ name: `${prefix}evil`, mode: 0o20666 }], 'it is no plain file'],
    ['twice', [{ name: `${prefix}BIN/GO`, data: 'x' }], 'its name comes twice'],
    ['below a file', [{ name: `${prefix}bin/go/evil` }], 'it lies in a file'],
    [
      'a bomb',
      [{ name: `${prefix}evil`, data: Buffer.alloc(1e6), size: 10 }],
      'larger than it says',
    ],
    ['a lie', [{ name: `${prefix}evil`, data: 'x', size: 10 }], 'smaller than it says'],
    ['too large', [{ name: `${prefix}evil`, size: 1e9 }], 'it would have 1000 MB'],
    [
      'too much',
      Array.from({ length: 10 }, (_, i) => ({ name: `${prefix}evil${i}`, size: 299e6 })),
      'all would have more than 2000 MB',
    ],
  ])('%s', async (_name, entries, words) => {
    registry.addZip(version, [...plain, ...entries])
    const before = readdirSync(join(at.cache, '..')).sort()
    const error = await failure(at.get(version))
    expect(error).toMatchObject({ code: 'ARCHIVE', exitCode: 125 })
    expect(error.message).toContain(words)
    expect(error.message).toContain(JSON.stringify(entries[0]?.name).slice(1, 20))
    expect(at.files).toEqual([])
    expect(readdirSync(join(at.cache, '..')).sort()).toEqual(before)
  })

  test('too many entries', async () => {
    const many = Array.from({ length: 60_001 }, (_, i) => ({ name: `${prefix}${i}` }))
    registry.addZip(version, many)
    // The format counts to 65535.
    expect((await failure(at.get(version))).message).toContain('60001 entries')
  })

  test('cut, or no zip at all', async () => {
    const bytes = registry.addZip(version, plain)
    for (const wrong of [bytes.subarray(0, 600), Buffer.from('<html>'), Buffer.alloc(0)]) {
      registry.fault(registry.path(version), send(wrong))
      expect((await failure(at.get(version))).code).toBe('ARCHIVE')
      expect(at.files).toEqual([])
    }
  })
})

describe('a hostile tar', () => {
  const good: TarEntry[] = [
    { name: 'go/', type: '5' },
    { name: 'go/bin/go', data: 'go', mode: 0o755 },
    { name: 'go/VERSION', data: version },
  ]
  const filename = `${version}.linux-amd64.tar.gz`

  test.each<[string, TarEntry, string]>([
    ['leads out', { name: 'go/../../evil' }, 'it leads out of the folder'],
    ['absolute', { name: '/evil' }, 'an absolute name'],
    ['elsewhere', { name: 'evil' }, 'it is not below go/'],
    ['a link out', { name: 'go/evil', type: '2', link: '../../..' }, 'no file but a SymbolicLink'],
    [
      'a link within',
      { name: 'go/evil', type: '2', link: 'VERSION' },
      'no file but a SymbolicLink',
    ],
    ['a hard link', { name: 'go/evil', type: '1', link: '../evil' }, 'it is no file but a Link'],
    ['a device', { name: 'go/evil', type: '3' }, 'it is no file but a CharacterDevice'],
    ['twice', { name: 'go/bin/go', data: 'evil' }, 'its name comes twice'],
  ])('%s', async (_name, entry, words) => {
    const own = await new Registry().start()
    const here = new Downloads(own)
    own.addOfficial(version, filename, tarGz([...good, entry]))
    const error = await failure(here.get(version, { GOPROXY: 'direct' }))
    expect(error).toMatchObject({ code: 'ARCHIVE', exitCode: 125 })
    expect(error.message).toContain(words)
    expect(here.files).toEqual([])
    own.stop()
  })

  test('a good one, a wrong hash, and one that is cut inside', async () => {
    const own = await new Registry().start()
    const here = new Downloads(own)
    const bytes = tarGz(good)
    own.addOfficial(version, filename, bytes)
    const path = `/dl/${filename}`
    own.fault(path, send(Buffer.from('evil')))
    const error = await failure(here.get(version, { GOPROXY: 'direct' }))
    const actual = createHash('sha256').update('evil').digest('hex')
    expect(error.code).toBe('CHECKSUM')
    expect(error.message).toContain(`its SHA-256 is ${actual}, and `)
    expect(here.files).toEqual([])

    const goroot = await here.get(version, { GOPROXY: 'direct' })
    expect(readdirSync(goroot).sort()).toEqual(['VERSION', 'bin'])
    own.stop()
  })

  test('published as it is, but broken', async () => {
    const own = await new Registry().start()
    const here = new Downloads(own)
    own.addOfficial(version, filename, tarGz(good).subarray(0, 100))
    expect((await failure(here.get(version, { GOPROXY: 'direct' }))).code).toBe('ARCHIVE')
    expect(here.files).toEqual([])
    own.stop()
  })
})

test('file:// is a proxy, too; without a database it is the word of whoever wrote it', async () => {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  const dir = tempDir('proxy')
  const unpinned = 'go1.22.50'
  const file = join(dir, registry.path(unpinned))
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(
    file,
    zip(plain.map((one) => ({ ...one, name: one.name.replace(version, unpinned) }))),
  )
  const GOPROXY = pathToFileURL(dir).href
  const goroot = await at.get(unpinned, { GOPROXY, GOSUMDB: 'off' })
  expect(readdirSync(goroot)).toContain('VERSION')
  const error = await failure(at.get('go1.22.7', { GOPROXY, GOSUMDB: 'off' }))
  expect(error.code).toBe('UNKNOWN_RELEASE')
})
