import { messageOf } from '../errors.ts'
import { shown } from './failure.ts'

/** An entry that must not be unpacked, or cannot be. */
export class EntryProblem extends Error {
  constructor(entry: string, why: string) {
    super(`${JSON.stringify(entry)}: ${why}`)
  }
}

/** An archive that must not be used, or cannot be. */
export class ArchiveProblem extends Error {
  /** Where it came from, fit to be shown. */
  readonly archive: string

  constructor(url: string, why: string) {
    super(why)
    this.archive = shown(url)
  }
}

/** What goes wrong while an archive is read is its fault, but for what the system says of writing. */
export async function reading<T>(url: string, unpacking: Promise<T>): Promise<T> {
  try {
    return await unpacking
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error
    throw new ArchiveProblem(url, messageOf(error))
  }
}

/** What an archive of Go must look like, and what is wanted of it. */
export interface Layout {
  /** All names begin with it. */
  prefix: string
  /** Folders may be entries of their own. */
  folders: boolean
  /** Where a file goes, below the folder; undefined if it is not wanted. */
  target: (name: string) => { path: string; mode: number } | undefined
}

/** Which files of a GOROOT are wanted, by their names below it. */
export type Wanted = (name: string) => boolean

/** In module zips go.mod is called _go.mod, since no module may hold another. */
const hiddenGoMod = /(^|\/)_go\.mod$/
/** Zips hold no modes: what cmd/go makes executable, too. */
const executable = /^(bin\/|pkg\/tool\/)|^lib\/(.*\/)?go_[^/]+_[^/]+_exec$/

export function moduleLayout(prefix: string, wanted: Wanted): Layout {
  return {
    prefix,
    folders: false,
    target: place(prefix, wanted, (n) => n.replace(hiddenGoMod, '$1go.mod')),
  }
}

/** The official archives: all below go/. */
export function officialLayout(wanted: Wanted): Layout {
  return { prefix: 'go/', folders: true, target: place('go/', wanted, (name) => name) }
}

function place(prefix: string, wanted: Wanted, rename: (name: string) => string): Layout['target'] {
  return (name) => {
    const path = rename(name.slice(prefix.length))
    return wanted(path) ? { path, mode: executable.test(path) ? 0o755 : 0o644 } : undefined
  }
}
