import { mkdir, open, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { EntryProblem, type Layout } from './archive.ts'
import { EntryCheck, limits } from './entry-names.ts'
import { hash1, sha256 } from './hashes.ts'

const inflate = promisify(inflateRaw)
/** Node inflates and writes on four threads. */
const atOnce = 4

/**
 * Unpacks what `layout` wants of a zip into a folder; gives the h1 hash of the
 * whole, of which `into` may only be used if it is right. All names are
 * checked before anything is written. Throws an EntryProblem, or what the system or the reader of archives says.
 */
export async function unzip(archive: string, into: string, layout: Layout): Promise<string> {
  const zip = await openPromise(archive, {
    lazyEntries: true,
    decodeStrings: false,
    autoClose: false,
  })
  const file = await open(archive)
  try {
    const entries = await readEntries(zip, layout)
    const hashes = new Map<string, string>()
    const made = new Set<string>()
    const queue = entries.values()
    const work = async () => {
      for (const [name, entry] of queue) {
        const data = await contents(zip, file, entry, name)
        hashes.set(name, sha256(data))
        const target = layout.target(name)
        if (target === undefined) continue
        const path = join(into, target.path)
        if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true })
        made.add(dirname(path))
        await writeFile(path, data, { mode: target.mode, flag: 'wx' })
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return hash1(hashes)
  } finally {
    zip.close()
    await file.close()
  }
}

async function readEntries(zip: ZipFile, layout: Layout): Promise<[string, Entry][]> {
  if (zip.entryCount > limits.entries) throw new Error(`it has ${zip.entryCount} entries`)
  const check = new EntryCheck(layout.prefix)
  const entries: [string, Entry][] = []
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileNameRaw.toString()
    const isFolder = layout.folders && name.endsWith('/')
    const wrong = isFolder
      ? check.folder(name)
      : (check.file(name, entry.uncompressedSize) ?? kindProblem(entry))
    if (wrong !== undefined) throw new EntryProblem(name, wrong)
    if (!isFolder) entries.push([name, entry])
  }
  return entries
}

/** Says why an entry is no plain file. */
function kindProblem(entry: Entry): string | undefined {
  const unixKind = (entry.externalFileAttributes >>> 16) & 0o170000
  if (unixKind === 0o120000) return 'it is a symbolic link'
  if (unixKind !== 0 && unixKind !== 0o100000) return 'it is no plain file'
  if (entry.isEncrypted()) return 'it is encrypted'
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return `its compression ${entry.compressionMethod} is not known`
  }
  return undefined
}

async function contents(
  zip: ZipFile,
  file: FileHandle,
  entry: Entry,
  name: string,
): Promise<Buffer> {
  const { compressedSize, uncompressedSize } = entry
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
  if (fileDataStart + compressedSize > zip.fileSize) throw new EntryProblem(name, 'it is cut')
  const packed = Buffer.allocUnsafe(compressedSize)
  const { bytesRead } = await file.read(packed, 0, compressedSize, fileDataStart)
  if (bytesRead !== compressedSize) throw new EntryProblem(name, 'it is cut')
  if (entry.compressionMethod === 0) return packed
  // Not a byte more than it says: a bomb stops here.
  const data = await inflate(packed, { maxOutputLength: Math.max(1, uncompressedSize) }).catch(
    (error: NodeJS.ErrnoException) => {
      const larger = error.code === 'ERR_BUFFER_TOO_LARGE'
      throw new EntryProblem(name, larger ? 'it is larger than it says' : error.message)
    },
  )
  if (data.length !== uncompressedSize) throw new EntryProblem(name, 'it is smaller than it says')
  return data
}
