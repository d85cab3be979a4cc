import { FetchFailure } from './failure.ts'
import type { Http } from './http.ts'
import { platformName, type Platform } from './platform.ts'
import { checkUrl } from './urls.ts'

/** Go's official downloads; GORV_GO_DOWNLOADS names a mirror of the same layout. */
const officialDownloads = 'https://go.dev/dl'

interface Release {
  version: string
  files: { filename: string; sha256: string }[]
}

/** The download site that `direct` means here; no slash at its end. */
export function downloadSite(env: NodeJS.ProcessEnv): string {
  const url = env['GORV_GO_DOWNLOADS'] || officialDownloads
  return checkUrl('GORV_GO_DOWNLOADS', url, /^(https?|file):\/\//)
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

/** The SHA-256 that the site publishes for a file, in hex. */
export async function publishedHash(http: Http, site: string, name: string): Promise<string> {
  const releases = await officialReleases(http, site)
  const file = releases.flatMap(({ files }) => files).find(({ filename }) => filename === name)
  if (!file) throw new FetchFailure(`${site}/${name}`, 'the site lists no such file', 'absent')
  return file.sha256
}
