import { errors } from '../errors.ts'
import { sourceDir, toolchainDir } from './cache.ts'
import type { DownloadContext } from './context.ts'
import { obtain } from './obtain.ts'
import { hostPlatform, platformName, type Platform } from './platform.ts'
import { isRelease, nearestReleases } from './release.ts'
import { fetchReleases } from './releases.ts'

/** Downloads a toolchain that is not in the cache; gives its GOROOT. */
export async function fetchToolchain(
  version: string,
  platform: Platform,
  context: DownloadContext,
): Promise<string> {
  const label = `${version} for ${platformName(platform)}`
  const target = toolchainDir(version, platform, context.env)
  const files = () => true
  const got = isRelease(version)
    ? await obtain({ version, platform, sourceOnly: false, label, files, target }, context)
    : undefined
  if (got !== undefined) return got
  const known = await fetchReleases(platform, context).catch(() => [])
  throw errors.unknownRelease(label, nearestReleases(version, known))
}

/** What the runtime is made of: itself and the internal packages, nothing else is imported by it. */
const runtimeParts = /^src\/(runtime|internal|unsafe)\//
const tests = /\/testdata\/|_test\.go$/

/** Downloads sources that are not in the cache; gives the folder with src below it. */
export async function fetchSource(
  version: string,
  part: 'all' | 'runtime',
  context: DownloadContext,
): Promise<string> {
  const all = part === 'all'
  const label = `the ${all ? '' : "runtime's "}source of ${version}`
  const files = (name: string) =>
    all ? name.startsWith('src/') : runtimeParts.test(name) && !tests.test(name)
  const target = sourceDir(version, part, context.env)
  const platform = hostPlatform()
  const got = isRelease(version)
    ? await obtain({ version, platform, sourceOnly: true, label, files, target }, context)
    : undefined
  if (got === undefined) throw errors.noSource(version)
  return got
}
