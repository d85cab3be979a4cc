import { createWriteStream, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { limits, megabytes } from './entry-names.ts'
import { FetchFailure, shown } from './failure.ts'
import { persistently, type Answer, type Http } from './http.ts'

/** What is known of a file of which a part is there. */
interface Part {
  url: string
  total: number
  etag: string | undefined
}

export interface FetchNotes {
  /** What is fetched, for a person: go1.22.5 for linux-amd64. */
  label: string
  note: (message: string) => void
}

const secondsBetweenNotes = 3

/**
 * Downloads to `path`. What a cut leaves is kept, and gone on with by this
 * attempt or another process, if the server can do that. Gives whether the
 * file is made of several parts. Throws a FetchFailure.
 */
export async function fetchFile(
  http: Http,
  url: string,
  path: string,
  notes: FetchNotes,
): Promise<{ resumed: boolean }> {
  let resumed = false
  await persistently(async () => {
    const known = readPart(path, url)
    const have = known ? sizeOf(path) : 0
    if (known && have === known.total) return
    const answer = await http.open(url, known && have > 0 ? rangeHeaders(known, have) : {})
    const start = startOf(answer, known, have)
    if (start === undefined) {
      answer.body.destroy()
      removePart(path)
      throw new FetchFailure(url, 'the server lost its place', 'transient')
    }
    resumed = start > 0
    const total = start + Number(answer.headers['content-length'] ?? Number.NaN)
    if (total > limits.archiveBytes) {
      answer.body.destroy()
      throw new FetchFailure(url, `it has ${megabytes(total)}`, 'final')
    }
    const resumable = describe(answer, url, total)
    if (resumable) writeFileSync(`${path}.json`, JSON.stringify(resumable))
    else rmSync(`${path}.json`, { force: true })
    announce(notes, url, start, total)
    try {
      const meter = progress(notes, start, total)
      await pipeline(answer.body, meter, createWriteStream(path, { flags: start > 0 ? 'a' : 'w' }))
      if (total >= 0 && sizeOf(path) !== total) throw new FetchFailure(url, 'cut', 'transient')
    } catch (error) {
      if (!resumable) removePart(path)
      if ((error as NodeJS.ErrnoException).syscall === 'write') throw error // a full disk
      throw http.failure(url, error)
    }
  }, notes.note)
  return { resumed }
}

/** Removes a download, whole or not. */
export function removePart(path: string): void {
  rmSync(path, { force: true })
  rmSync(`${path}.json`, { force: true })
}

function readPart(path: string, url: string): Part | undefined {
  try {
    const part = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Part
    if (part.url === shown(url) && sizeOf(path) <= part.total) return part
  } catch {}
  removePart(path)
  return undefined
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function rangeHeaders(part: Part, have: number): Record<string, string> {
  return { range: `bytes=${have}-`, ...(part.etag && { 'if-range': part.etag }) }
}

/** At which byte the answer's body begins; undefined if it does not fit to what is there. */
function startOf({ status, headers }: Answer, part: Part | undefined, have: number) {
  if (status === 200) return 0
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(String(headers['content-range'])) ?? []
  const fits = status === 206 && Number(from) === have && Number(total) === part?.total
  return fits ? have : undefined
}

function describe({ headers }: Answer, url: string, total: number): Part | undefined {
  const tag = headers['etag']
  // A weak one does not promise the same bytes.
  const etag = typeof tag === 'string' && tag.startsWith('"') ? tag : undefined
  const able =
    etag !== undefined || headers['accept-ranges'] === 'bytes' || headers['content-range']
  return able && total > 0 ? { url: shown(url), total, etag } : undefined
}

function announce({ label, note }: FetchNotes, url: string, start: number, total: number): void {
  const size = total > 0 ? ` (${megabytes(total)})` : ''
  const at = start > 0 ? ` from ${Math.floor((start / total) * 100)}% on` : ''
  const { host, pathname } = new URL(url)
  note(`downloading ${label}${size}${at} from ${host || pathname}…`)
}

/** Passes all on, and says now and then how far it is. */
function progress({ label, note }: FetchNotes, start: number, total: number): Transform {
  let done = start
  let last = performance.now()
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length
      if (done > limits.archiveBytes) {
        next(new Error(`it has more than ${megabytes(limits.archiveBytes)}`))
        return
      }
      if (performance.now() - last > secondsBetweenNotes * 1000) {
        last = performance.now()
        note(
          `downloading ${label}: ${total > 0 ? `${Math.floor((done / total) * 100)}%` : megabytes(done)}`,
        )
      }
      next(null, chunk)
    },
  })
}
