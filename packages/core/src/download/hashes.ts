import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * Go's "h1:" hash of a module: the SHA-256 of a list of its files, ordered by
 * name as bytes are, with the SHA-256 of each. `files` holds hex by name.
 */
export function hash1(files: ReadonlyMap<string, string>): string {
  const names = [...files.keys()]
    .map((name) => [Buffer.from(name), name] as const)
    .sort(([a], [b]) => Buffer.compare(a, b))
  const hash = createHash('sha256')
  for (const [, name] of names) hash.update(`${files.get(name)}  ${name}\n`)
  return `h1:${hash.digest('base64')}`
}

/** In hex. */
export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

/** In hex. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
