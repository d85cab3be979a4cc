import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Unpack, type ReadEntry } from 'tar'
import { EntryProblem, type Layout } from './archive.ts'
import { EntryCheck } from './entry-names.ts'

/** Unpacks what `layout` wants of a .tar.gz into a folder. Throws an EntryProblem, or what the system or the reader of archives says. */
export async function untar(archive: string, into: string, layout: Layout): Promise<void> {
  const check = new EntryCheck(layout.prefix)
  const unpack = new Unpack({
    cwd: into,
    strict: true,
    strip: 1,
    noMtime: true,
    preserveOwner: false,
    filter: (path, entry) => {
      const wrong = problem(check, path, entry as ReadEntry)
      if (wrong !== undefined) unpack.abort(new EntryProblem(path, wrong))
      return wrong === undefined && layout.target(path) !== undefined
    },
  })
  await pipeline(createReadStream(archive), unpack)
}

/** Go's own archives hold files and folders alone: a link has no business there. */
function problem(check: EntryCheck, path: string, entry: ReadEntry): string | undefined {
  switch (entry.type) {
    case 'Directory':
      return check.folder(path)
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return check.file(path, entry.size)
    default:
      return `it is no file but a ${entry.type}`
  }
}
