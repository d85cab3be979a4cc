import { errors } from '../errors.ts'
import { goOf, sourceDir, toolchainDir } from './cache.ts'
import type { DownloadContext } from './context.ts'
import type { ProxiesFailed } from './goproxy.ts'
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
  if (!isRelease(version)) throw errors.unknownRelease(label, [])
  const want = { version, platform, sourceOnly: false, label, files, target, mark: goOf(platform) }
  const got = await obtain(want, context)
  if ('dir' in got) return got.dir
  const known = await fetchReleases(platform, context).catch(() => [])
  throw errors.unknownRelease(label, nearestReleases(version, known), unasked(got.nowhere))
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
  if (!isRelease(version)) throw errors.noSource(version)
  const platform = hostPlatform()
  const want = { version, platform, sourceOnly: true, label, files, target, mark: 'src' }
  const got = await obtain(want, context)
  if ('dir' in got) return got.dir
  throw errors.noSource(version, unasked(got.nowhere))
}

/** Of a place that might have had it, had it been possible to ask. */
function unasked({ telling }: ProxiesFailed): string {
  return telling ? ` (${telling.url}: ${telling.message})` : ''
}
