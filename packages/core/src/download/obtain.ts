import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { errors, messageOf } from '../errors.ts'
import { ArchiveProblem, moduleLayout, officialLayout, reading, type Wanted } from './archive.ts'
import { ChecksumProblem } from './checksum-problem.ts'
import type { DownloadContext } from './context.ts'
import { sha256OfFile } from './hashes.ts'
import { expectedHash, moduleVersion, toolchainModule } from './expected-hash.ts'
import { FetchFailure } from './failure.ts'
import { fetchFile, removePart, type FetchNotes } from './fetch-file.ts'
import { parseGoproxy, ProxiesFailed, tryProxies, type ProxyEntry } from './goproxy.ts'
import { Http } from './http.ts'
import { downloadSite, officialName, publishedHash } from './official.ts'
import { once } from './once.ts'
import type { Platform } from './platform.ts'
import { goSettings, type GoSettings } from './settings.ts'
import { untar } from './untar.ts'
import { unzip } from './unzip.ts'

/** Something of a release that is to be had. */
export interface Want {
  version: string
  /** Whose module zip is taken. */
  platform: Platform
  /** Sources: the site has them without a platform's programs. */
  sourceOnly: boolean
  /** For a person: go1.22.5 for linux-amd64. */
  label: string
  files: Wanted
  /** The folder that comes of it, and a file or folder in it that tells that it is there. */
  target: string
  mark: string
}

/**
 * Downloads, verifies and unpacks to `want.target`, from the first place that
 * GOPROXY names and that has it. Throws GorvErrors.
 */
export async function obtain(
  want: Want,
  context: DownloadContext,
): Promise<{ dir: string } | { nowhere: ProxiesFailed }> {
  if (context.offline) throw errors.offline(want.label)
  const settings = goSettings(context.env)
  const proxies = parseGoproxy(settings.GOPROXY)
  const note = context.note ?? (() => {})
  const work = join(cacheDir(context.env), 'download', basename(want.target))
  const waiting = () => note(`waiting for another gorv that downloads ${want.label}…`)
  const http = new Http(context.env)
  try {
    const dir = await once(want.target, want.mark, work, waiting, async (archives, tree) => {
      const job = new Job(want, { http, settings, proxies, note, archives, tree })
      await tryProxies(proxies, want.label, (url) =>
        url === 'direct' ? job.fromSite(downloadSite(context.env)) : job.fromProxy(url),
      )
    })
    return { dir }
  } catch (error) {
    // Who was asked first has no such release: that says more than what became of the others.
    if (error instanceof ProxiesFailed && error.failures[0]?.absent) return { nowhere: error }
    throw explained(error, work)
  } finally {
    await http.close()
  }
}

interface Means {
  http: Http
  settings: GoSettings
  proxies: readonly ProxyEntry[]
  note: (message: string) => void
  /** Folder for archives, and the one to unpack to. */
  archives: string
  tree: string
}

class Job {
  readonly #want: Want
  readonly #means: Means
  readonly #notes: FetchNotes
  #expected: Promise<string | undefined> | undefined

  constructor(want: Want, means: Means) {
    this.#want = want
    this.#means = means
    this.#notes = { label: want.label, note: means.note }
  }

  /** The module form: a zip that the checksum database vouches for. */
  async fromProxy(proxy: string): Promise<void> {
    const { version, platform, files } = this.#want
    const { http, settings, proxies, tree } = this.#means
    // First, since it is small and may be a reason to refuse; the same for all proxies.
    this.#expected ??= expectedHash(http, settings, proxies, version, platform)
    const expected = await this.#expected
    const name = moduleVersion(version, platform)
    const url = `${proxy}/${toolchainModule}/@v/${name}.zip`
    const layout = moduleLayout(`${toolchainModule}@${name}/`, files)
    await this.#fetch(url, `${name}.zip`, async (archive) => {
      const actual = await reading(url, unzip(archive, tree, layout))
      if (expected !== undefined && actual !== expected) {
        throw new ChecksumProblem(url, `its hash is ${actual}, and must be ${expected}`)
      }
    })
  }

  /** The official form: an archive with a published SHA-256. */
  async fromSite(site: string): Promise<void> {
    const { version, platform, files, sourceOnly } = this.#want
    const { http, tree } = this.#means
    const name = officialName(version, sourceOnly ? undefined : platform)
    const expected = await publishedHash(http, site, name)
    const url = `${site}/${name}`
    await this.#fetch(url, name, async (archive) => {
      const actual = await sha256OfFile(archive)
      if (actual !== expected) {
        const why = `its SHA-256 is ${actual}, and ${expected} was published`
        throw new ChecksumProblem(url, why)
      }
      const unpack = name.endsWith('.zip') ? unzip : untar
      await reading<unknown>(url, unpack(archive, tree, officialLayout(files)))
    })
  }

  /** Downloads an archive and uses it. A bad one does not stay; one made of several parts gets a second chance. */
  async #fetch(url: string, name: string, use: (archive: string) => Promise<void>): Promise<void> {
    const { http, archives, tree } = this.#means
    const archive = join(archives, name)
    for (let resumed = true; resumed;) {
      try {
        resumed = (await fetchFile(http, url, archive, this.#notes)).resumed
        await use(archive)
        return
      } catch (error) {
        if (error instanceof FetchFailure) throw error
        removePart(archive)
        const bad = error instanceof ChecksumProblem || error instanceof ArchiveProblem
        if (!bad || !resumed) throw error
        rmSync(tree, { recursive: true })
        mkdirSync(tree)
      }
    }
  }
}

/** What a person is told. */
function explained(error: unknown, work: string): unknown {
  if (error instanceof ProxiesFailed && error.telling) {
    return errors.download(error.telling.url, error.telling.message)
  }
  if (error instanceof ChecksumProblem) return errors.checksum(error.url, error.message)
  if (error instanceof ArchiveProblem) return errors.archive(error.archive, error.message)
  const { syscall, path = work } = error as NodeJS.ErrnoException
  return syscall === undefined
    ? error
    : errors.unwritable(path, messageOf(error), 'GORV_CACHE can name another folder')
}
