import { pinnedHashes } from './pinned-hashes.gen.ts'
import { platformName, type Platform } from './platform.ts'

/** The h1 hash of a toolchain's zip that gorv itself knows; undefined if it knows none. */
export function pinnedHash(version: string, platform: Platform): string | undefined {
  const line = pinnedHashes[platformName(platform)]
    ?.split('\n')
    .find((candidate) => candidate.startsWith(`${version} `))
  return line && `h1:${line.slice(version.length + 1)}`
}
