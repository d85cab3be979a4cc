import { isAbsolute } from 'node:path'
import { errors } from '../errors.ts'
import { FetchFailure } from './failure.ts'
import { checkUrl } from './urls.ts'

/** An entry of GOPROXY. */
export interface ProxyEntry {
  /** A URL without a slash at its end, or `direct`, or `off`. */
  url: string
  /** It was followed by `|`: the next one is asked after any error, not only where this one has nothing. */
  anyError: boolean
}

/** The entries of GOPROXY as go reads them; nothing comes after `direct` or `off`. */
export function parseGoproxy(text: string): ProxyEntry[] {
  const entries: ProxyEntry[] = []
  for (const [, word = '', end] of text.matchAll(/([^,|]*)([,|]|$)/g)) {
    let url = word.trim()
    if (url === '') continue
    const anyError = end === '|'
    if (url === 'direct' || url === 'off') {
      entries.push({ url, anyError })
      break
    }
    // A host by itself means https; a word by itself means nothing yet.
    if (/[.:/]/.test(url) && !url.includes(':/') && !isAbsolute(url)) url = `https://${url}`
    entries.push({ url: checkUrl('GOPROXY', url, /^(https?|file):\/\//), anyError })
  }
  if (entries.length === 0) throw errors.badUrl('GOPROXY', text)
  return entries
}

/** No entry of GOPROXY gave what was wanted; at least one was asked. */
export class ProxiesFailed extends Error {
  readonly failures: readonly FetchFailure[]

  constructor(failures: readonly FetchFailure[]) {
    super('no proxy has it')
    this.failures = failures
  }

  /** The first that is more than "not there"; undefined if each was asked and has nothing. */
  get telling(): FetchFailure | undefined {
    return this.failures.find((failure) => !failure.absent)
  }
}

/**
 * Asks one entry after the other until one answers. Throws ProxiesFailed, or
 * what `off` means. `what` is what was wanted, for a person.
 */
export async function tryProxies<T>(
  entries: readonly ProxyEntry[],
  what: string,
  ask: (url: string) => Promise<T>,
): Promise<T> {
  const failures: FetchFailure[] = []
  for (const { url, anyError } of entries) {
    if (url === 'off') {
      if (failures.some((failure) => !failure.absent)) break
      throw errors.proxyOff(what)
    }
    try {
      return await ask(url)
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error
      failures.push(error)
      if (!error.absent && !anyError) break
    }
  }
  throw new ProxiesFailed(failures)
}
