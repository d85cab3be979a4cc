import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { officialLayout, reading, type Wanted } from './archive.ts'
import { ChecksumProblem } from './checksum-problem.ts'
import { FetchFailure } from './failure.ts'
import { fetchFile, type FetchNotes } from './fetch-file.ts'
import type { Http } from './http.ts'
import { platformName, type Platform } from './platform.ts'
import { untar } from './untar.ts'
import { unzip } from './unzip.ts'

/** Go's official downloads; GORV_GO_DOWNLOADS names a mirror of the same layout. */
const officialDownloads = 'https://go.dev/dl'

interface Release {
  version: string
  files: { filename: string; sha256: string }[]
}

/** The download site that `direct` means here; no slash at its end. */
export function downloadSite(env: NodeJS.ProcessEnv): string {
  return (env['GORV_GO_DOWNLOADS'] || officialDownloads).replace(/\/+$/, '')
}

/** What the site lists: every release with its files. */
export async function officialReleases(http: Http, site: string): Promise<Release[]> {
  const url = `${site}/?mode=json&include=all`
  const text = (await http.read(url)).toString()
  try {
    return JSON.parse(text) as Release[]
  } catch {
    throw new FetchFailure(url, 'its list of releases is no JSON', 'final')
  }
}

/** The archive of a release as the site calls it. */
export function officialName(version: string, platform: Platform | undefined): string {
  if (!platform) return `${version}.src.tar.gz`
  const arm = platform.goos === 'linux' && platform.goarch === 'arm'
  const name = arm ? 'linux-armv6l' : platformName(platform)
  return `${version}.${name}.${platform.goos === 'windows' ? 'zip' : 'tar.gz'}`
}

/** Downloads an archive of the site, checks it against its published SHA-256 and unpacks what is wanted. */
export async function fromSite(
  http: Http,
  site: string,
  name: string,
  archive: string,
  into: string,
  wanted: Wanted,
  notes: FetchNotes,
): Promise<void> {
  const url = `${site}/${name}`
  const releases = await officialReleases(http, site)
  const file = releases.flatMap((release) => release.files).find((one) => one.filename === name)
  if (!file) throw new FetchFailure(url, 'the site lists no such file', 'absent')
  const { resumed } = await fetchFile(http, url, archive, notes)
  const hash = createHash('sha256')
  await pipeline(createReadStream(archive), hash)
  const actual = hash.digest('hex')
  if (actual !== file.sha256) {
    throw new ChecksumProblem(
      url,
      `its SHA-256 is ${actual}, and ${file.sha256} was published`,
      resumed,
    )
  }
  const layout = officialLayout(wanted)
  const unpack = name.endsWith('.zip') ? unzip : untar
  await reading<unknown>(url, unpack(archive, into, layout))
}
