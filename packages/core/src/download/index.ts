import { cachedSource, cachedToolchain } from './cache.ts'
import type { DownloadContext } from './context.ts'
import { hostPlatform, type Platform } from './platform.ts'

// What downloads brings a whole HTTP client and readers of archives with it,
// which hardly any start needs: it is loaded on demand.

export { cachedToolchain } from './cache.ts'
export type { DownloadContext } from './context.ts'
export { hostPlatform, type Platform } from './platform.ts'
export { compareReleases } from './release.ts'
export { goSettings, type GoSettings } from './settings.ts'

/**
 * Gives the GOROOT of a Go release (`go1.22.5`, `go1.27rc1`, `go1.20`):
 * downloaded once, verified, unpacked. Throws DOWNLOAD, OFFLINE, CHECKSUM,
 * PROXY_OFF, ARCHIVE, UNKNOWN_RELEASE or UNWRITABLE.
 */
export async function downloadToolchain(
  version: string,
  platform: Platform,
  context: DownloadContext,
): Promise<string> {
  const cached = cachedToolchain(version, platform, context.env)
  if (cached !== undefined) return cached
  const { fetchToolchain } = await import('./toolchain.ts')
  return fetchToolchain(version, platform, context)
}

/**
 * Gives a folder with a release's src below it: all of it, or the runtime and
 * the internal packages alone. Throws as downloadToolchain does.
 */
export async function downloadSource(
  version: string,
  part: 'all' | 'runtime',
  context: DownloadContext,
): Promise<string> {
  const cached = cachedSource(version, part, hostPlatform(), context.env)
  if (cached !== undefined) return cached
  const { fetchSource } = await import('./toolchain.ts')
  return fetchSource(version, part, context)
}

/** The releases that GOPROXY offers for a platform, oldest first, betas and candidates too. */
export async function listReleases(
  platform: Platform,
  context: DownloadContext,
): Promise<string[]> {
  const { fetchReleases } = await import('./releases.ts')
  return fetchReleases(platform, context)
}
