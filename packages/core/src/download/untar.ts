import { createReadStream } from 'node:fs'
import { posix } from 'node:path'
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
      const wrong = problem(check, path, entry as ReadEntry, layout)
      if (wrong !== undefined) unpack.abort(new EntryProblem(path, wrong))
      return wrong === undefined && layout.target(path) !== undefined
    },
  })
  await pipeline(createReadStream(archive), unpack)
}

function problem(
  check: EntryCheck,
  path: string,
  entry: ReadEntry,
  layout: Layout,
): string | undefined {
  switch (entry.type) {
    case 'Directory':
      return check.folder(path)
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return check.file(path, entry.size)
    case 'SymbolicLink':
    case 'Link': {
      // A hard link is named from the archive's top, a symbolic one from where it stands.
      const from = entry.type === 'Link' ? '' : posix.dirname(path)
      const to = entry.linkpath ?? ''
      const inside = !/^([a-z]:|[/\\])/i.test(to) && posix.join(from, to).startsWith(layout.prefix)
      return inside ? check.file(path, 0) : `it is a link to ${JSON.stringify(to)}`
    }
    default:
      return `it is no file but a ${entry.type}`
  }
}
