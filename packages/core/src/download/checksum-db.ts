import { createHash, createPublicKey, verify } from 'node:crypto'

// Go's checksum database: a log of records to which one can only append. Its
// head is signed; a record counts if hashing it together with its neighbours,
// level by level, gives that head. What lies between comes from an untrusted
// server, in tiles of 256 hashes. Design: https://go.dev/design/25530-sumdb

/** The name and the Ed25519 key in `name+keyhash+base64`, as GOSUMDB and Go's own table give it. */
export function parseVerifierKey(text: string): { name: string; id: Buffer; key: Buffer } {
  const [, name = '', hash = '', encoded = ''] = /^([^+\s]+)\+([\da-f]{8})\+(\S+)$/.exec(text) ?? []
  const data = Buffer.from(encoded, 'base64')
  const id = sha256(Buffer.from(`${name}\n`), data).subarray(0, 4)
  if (name === '' || data[0] !== 1 || data.length !== 33) throw new Error('not a verifier key')
  if (id.toString('hex') !== hash) throw new Error('a verifier key that was mistyped')
  return { name, id, key: data.subarray(1) }
}

/**
 * Gives the h1 hash that the database holds for a module's zip. `read` fetches
 * a path of the database such as `lookup/…`, `tile/8/0/000.p/3`. Throws where
 * a signature or a hash is not what it must be.
 */
export async function lookup(
  verifierKey: string,
  module: string,
  version: string,
  read: (path: string) => Promise<Buffer>,
): Promise<string> {
  const answer = (await read(`lookup/${module}@${version}`)).toString()
  const [, number = '', record = '', note = ''] =
    /^(\d+)\n((?:[^\n]+\n)+)\n([^]*)$/.exec(answer) ?? []
  if (note === '') throw new Error('its answer is not one of a checksum database')
  const head = openTree(verifierKey, note)
  const id = Number(number)
  if (id >= head.size) throw new Error(`record ${id} is not in its tree of ${head.size}`)
  const tiles = new Tiles(head.size, read)
  const root = await rootWith(tiles, 0, head.size, id, sha256([0], Buffer.from(record)))
  if (!root.equals(head.hash)) throw new Error('its record does not belong to its signed tree')

  const prefix = `${module} ${version} `
  const line = record.split('\n').find((candidate) => candidate.startsWith(prefix))
  if (line === undefined) throw new Error(`its record is not one of ${module}@${version}`)
  return line.slice(prefix.length)
}

/** Size and hash of the tree in a note that the key's owner signed. */
function openTree(verifierKey: string, note: string): { size: number; hash: Buffer } {
  const { name, id, key } = parseVerifierKey(verifierKey)
  const split = note.lastIndexOf('\n\n')
  const text = note.slice(0, split + 1)
  const prefix = `— ${name} `
  // DER's words for "an Ed25519 key follows".
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key])
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
  const signed = note
    .slice(split + 2)
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => Buffer.from(line.slice(prefix.length), 'base64'))
    .some(
      (s) =>
        s.subarray(0, 4).equals(id) && verify(null, Buffer.from(text), publicKey, s.subarray(4)),
    )
  if (split < 0 || !signed) throw new Error(`its tree is not signed by ${name}`)
  const [, size, hash = ''] = /^go\.sum database tree\n(\d+)\n(\S+)\n/.exec(text) ?? []
  const decoded = Buffer.from(hash, 'base64')
  if (decoded.length !== 32 || !Number.isSafeInteger(Number(size))) {
    throw new Error('its signed note holds no tree')
  }
  return { size: Number(size), hash: decoded }
}

/** The hash of records [from, to) if record `id` has the hash `leaf`. */
async function rootWith(
  tiles: Tiles,
  from: number,
  to: number,
  id: number,
  leaf: Buffer,
): Promise<Buffer> {
  if (to - from === 1) return leaf
  const middle = from + largestPowerBelow(to - from)
  return id < middle
    ? node(await rootWith(tiles, from, middle, id, leaf), await rangeHash(tiles, middle, to))
    : node(await rangeHash(tiles, from, middle), await rootWith(tiles, middle, to, id, leaf))
}

/** The hash of records [from, to), which may not be a whole subtree. */
async function rangeHash(tiles: Tiles, from: number, to: number): Promise<Buffer> {
  const size = to - from
  const level = Math.log2(size)
  if (Number.isInteger(level)) return tiles.hash(level, from / size)
  const middle = from + largestPowerBelow(size)
  return node(await rangeHash(tiles, from, middle), await rangeHash(tiles, middle, to))
}

const height = 8
const width = 2 ** height

/** The tiles of a tree of so many records, each read once. */
class Tiles {
  readonly #size: number
  readonly #read: (path: string) => Promise<Buffer>
  readonly #tiles = new Map<string, Promise<Buffer>>()

  constructor(size: number, read: (path: string) => Promise<Buffer>) {
    this.#size = size
    this.#read = read
  }

  /** The hash of the whole subtree of 2^level records that is the `n`th of its kind. */
  async hash(level: number, n: number): Promise<Buffer> {
    const row = Math.floor(level / height)
    const count = 2 ** (level % height)
    const first = n * count
    const tile = await this.#tile(row, Math.floor(first / width))
    const start = (first % width) * 32
    let hashes = Array.from({ length: count }, (_, i) =>
      tile.subarray(start + i * 32, start + i * 32 + 32),
    )
    while (hashes.length > 1) {
      hashes = hashes.flatMap((left, i) => (i % 2 ? [] : [node(left, hashes[i + 1] ?? left)]))
    }
    return hashes[0] ?? Buffer.alloc(0)
  }

  #tile(row: number, n: number): Promise<Buffer> {
    const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0')
    const name = digits.replaceAll(/\d{3}(?=\d)/g, 'x$&/')
    const whole = `tile/${height}/${row}/${name}`
    const inRow = Math.floor(this.#size / width ** row)
    const w = Math.min(width, inRow - n * width)
    let tile = this.#tiles.get(whole)
    if (!tile) {
      tile = w === width ? this.#read(whole) : this.#partial(whole, w)
      this.#tiles.set(whole, tile)
    }
    return tile
  }

  /** A tile at the edge; the server may have dropped it once it was full. */
  #partial(whole: string, w: number): Promise<Buffer> {
    return this.#read(`${whole}.p/${w}`).catch(() => this.#read(whole))
  }
}

function largestPowerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

function node(left: Buffer, right: Buffer): Buffer {
  return sha256([1], left, right)
}

function sha256(...parts: (Buffer | number[])[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(Buffer.from(part))
  return hash.digest()
}
