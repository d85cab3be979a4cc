import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A checksum database of its own key, of up to 255 records: what a proxy answers below /sumdb/<name>/. */
export class TestDatabase {
  readonly name = 'sum.test'
  /** What GOSUMDB has to be. */
  readonly key: string
  readonly #id: Buffer
  readonly #keys = generateKeyPairSync('ed25519')
  readonly #records: string[] = [
    'example.com/other v1.0.0 h1:AAAA\n',
    'example.com/more v1.0.0 h1:AAAA\n',
  ]

  constructor() {
    const der = this.#keys.publicKey.export({ format: 'der', type: 'spki' })
    const key = Buffer.concat([Buffer.from([1]), der.subarray(-32)])
    this.#id = hash(Buffer.from(`${this.name}\n`), key).subarray(0, 4)
    this.key = `${this.name}+${this.#id.toString('hex')}+${key.toString('base64')}`
  }

  add(module: string, version: string, h1: string): void {
    const prefix = `${module} ${version} `
    const old = this.#records.findIndex((record) => record.startsWith(prefix))
    if (old !== -1) this.#records.splice(old, 1)
    this.#records.push(`${prefix}${h1}\n${module} ${version}/go.mod h1:AAAA\n`)
  }

  /** The answer to a path such as lookup/…; undefined is 404. */
  answer(path: string): Buffer | undefined {
    const leaves = this.#records.map((record) => hash(Buffer.from([0]), Buffer.from(record)))
    if (path === 'supported') return Buffer.alloc(0)
    if (path.startsWith('tile/8/0/000')) return Buffer.concat(leaves)
    const [, module, version] = /^lookup\/(.*)@(.*)$/.exec(path) ?? []
    const id = this.#records.findIndex((record) => record.startsWith(`${module} ${version} `))
    if (id === -1) return undefined
    const text = `go.sum database tree\n${leaves.length}\n${root(leaves).toString('base64')}\n`
    const signature = Buffer.concat([
      this.#id,
      sign(null, Buffer.from(text), this.#keys.privateKey),
    ])
    const note = `${text}\n— ${this.name} ${signature.toString('base64')}\n`
    return Buffer.from(`${id}\n${this.#records[id]}\n${note}`)
  }
}

function root(leaves: Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] ?? Buffer.alloc(0)
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return hash(Buffer.from([1]), root(leaves.slice(0, half)), root(leaves.slice(half)))
}

function hash(...parts: Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
