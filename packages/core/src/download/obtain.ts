import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { errors, messageOf } from '../errors.ts'
import { ArchiveProblem, moduleLayout, reading, type Wanted } from './archive.ts'
import { ChecksumProblem } from './checksum-problem.ts'
import type { DownloadContext } from './context.ts'
import { expectedHash, moduleVersion, toolchainModule } from './expected-hash.ts'
import { FetchFailure } from './failure.ts'
import { fetchFile, removePart, type FetchNotes } from './fetch-file.ts'
import { parseGoproxy, tryProxies, type ProxyEntry } from './goproxy.ts'
import { Http } from './http.ts'
import { downloadSite, fromSite, officialName } from './official.ts'
import { once } from './once.ts'
import type { Platform } from './platform.ts'
import { goSettings, type GoSettings } from './settings.ts'
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
  /** The folder that comes of it. */
  target: string
}

/**
 * Downloads, verifies and unpacks to `want.target`, from the first place that
 * GOPROXY names and that has it. Undefined if none has it. Throws GorvErrors.
 */
export async function obtain(want: Want, context: DownloadContext): Promise<string | undefined> {
  if (context.offline) throw errors.offline(want.label)
  const settings = goSettings(context.env)
  const proxies = parseGoproxy(settings.GOPROXY)
  const note = context.note ?? (() => {})
  const work = join(cacheDir(context.env), 'download', basename(want.target))
  const waiting = () => note(`waiting for another gorv that downloads ${want.label}…`)
  const http = new Http(context.env)
  try {
    return await once(want.target, work, waiting, async (dir, tree) => {
      const job = new Job(want, { http, settings, proxies, note, dir, tree })
      await tryProxies(proxies, want.label, (url) =>
        url === 'direct' ? job.fromSite(downloadSite(context.env)) : job.fromProxy(url),
      )
    })
  } catch (error) {
    if (error instanceof FetchFailure && error.absent) return undefined
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
  dir: string
  tree: string
}

class Job {
  readonly #want: Want
  readonly #means: Means
  readonly #notes: FetchNotes

  constructor(want: Want, means: Means) {
    this.#want = want
    this.#means = means
    this.#notes = { label: want.label, note: means.note }
  }

  /** The module form: a zip that the checksum database vouches for. */
  async fromProxy(proxy: string): Promise<void> {
    const { version, platform, files } = this.#want
    const { http, settings, proxies, dir, tree } = this.#means
    // First, since it is small and may be a reason to refuse.
    const expected = await expectedHash(http, settings, proxies, version, platform)
    const name = moduleVersion(version, platform)
    const url = `${proxy}/${toolchainModule}/@v/${name}.zip`
    const archive = join(dir, `${name}.zip`)
    const layout = moduleLayout(`${toolchainModule}@${name}/`, files)
    await this.#attempt(archive, async () => {
      const { resumed } = await fetchFile(http, url, archive, this.#notes)
      const actual = await reading(url, unzip(archive, tree, layout))
      if (expected !== undefined && actual !== expected) {
        throw new ChecksumProblem(url, `its hash is ${actual}, and must be ${expected}`, resumed)
      }
    })
  }

  /** The official form: an archive with a published SHA-256. */
  async fromSite(site: string): Promise<void> {
    const { version, platform, files, sourceOnly } = this.#want
    const { http, dir, tree } = this.#means
    const name = officialName(version, sourceOnly ? undefined : platform)
    const archive = join(dir, name)
    await this.#attempt(archive, () =>
      fromSite(http, site, name, archive, tree, files, this.#notes),
    )
  }

  /** An archive that turns out bad does not stay; one put together from parts gets a second chance. */
  async #attempt(archive: string, work: () => Promise<void>, again = false): Promise<void> {
    const { tree } = this.#means
    try {
      await work()
    } catch (error) {
      if (error instanceof FetchFailure) throw error
      removePart(archive)
      if (!again && error instanceof ChecksumProblem && error.resumed) {
        rmSync(tree, { recursive: true })
        mkdirSync(tree)
        return this.#attempt(archive, work, true)
      }
      throw error
    }
  }
}

/** What a person is told. */
function explained(error: unknown, work: string): unknown {
  if (error instanceof FetchFailure) return errors.download(error.url, error.message)
  if (error instanceof ChecksumProblem) return errors.checksum(error.url, error.message)
  if (error instanceof ArchiveProblem) return errors.archive(error.archive, error.message)
  const { syscall, path = work } = error as NodeJS.ErrnoException
  return syscall === undefined
    ? error
    : errors.unwritable(path, messageOf(error), 'GORV_CACHE can name another folder')
}
