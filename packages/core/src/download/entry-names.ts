/** Names that Windows keeps for devices, whatever comes after a dot. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * Says why a name in an archive must not be unpacked; undefined if it may be.
 * Windows' rules hold everywhere: a cache may be shared.
 */
export function badName(name: string): string | undefined {
  if (name.includes('\0')) return 'a NUL in its name'
  if (name.includes('\\')) return 'a backslash in its name'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'an absolute name'
  if (/[\p{Cc}<>:"|?*\ufffd]/u.test(name)) return 'a character that no file may have'
  for (const element of name.split('/')) {
    if (element === '..') return 'it leads out of the folder'
    if (element === '' || element === '.') return 'an empty element in its name'
    if (/[. ]$/.test(element)) return 'an element that ends with a dot or a space'
    if (device.test(element)) return "a device's name"
  }
  return undefined
}

/** What an archive may hold. Of real toolchains the largest has 12 000 entries, 370 MB and a file of 28 MB. */
export const limits = {
  archiveBytes: 1e9,
  entries: 60_000,
  bytes: 2e9,
  fileBytes: 300e6,
}

/** Checks the entries of one archive as they come. */
export class EntryCheck {
  readonly #files = new Set<string>()
  readonly #dirs = new Set<string>()
  #bytes = 0
  #folders = 0
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** Says what is wrong with an entry for a folder; undefined if nothing is. */
  folder(name: string): string | undefined {
    const bad = badName(name.replace(/\/$/, ''))
    if (bad !== undefined) return bad
    if (!`${name.replace(/\/$/, '')}/`.startsWith(this.#prefix))
      return `it is not below ${this.#prefix}`
    if (++this.#folders > limits.entries) return `there are more than ${limits.entries} folders`
    return undefined
  }

  /** Says what is wrong with a file of so many bytes (unpacked) at `name`; undefined if nothing is. */
  file(name: string, bytes: number): string | undefined {
    const bad = badName(name)
    if (bad !== undefined) return bad
    if (!name.startsWith(this.#prefix)) return `it is not below ${this.#prefix}`
    if (bytes > limits.fileBytes) return `it would have ${megabytes(bytes)}`
    this.#bytes += bytes
    if (this.#bytes > limits.bytes) return `all would have more than ${megabytes(limits.bytes)}`
    // Without regard to case, as some file systems have it.
    const key = name.toLowerCase()
    if (this.#files.has(key) || this.#dirs.has(key)) return 'its name comes twice'
    this.#files.add(key)
    if (this.#files.size > limits.entries) return `there are more than ${limits.entries} files`
    for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
      const dir = key.slice(0, end)
      if (this.#files.has(dir)) return 'it lies in a file'
      if (this.#dirs.has(dir)) break
      this.#dirs.add(dir)
    }
    return undefined
  }
}

export function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`
}
