import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { platformName, type Platform } from './platform.ts'

/** Where a downloaded Go lies: its GOROOT. */
export function toolchainDir(version: string, platform: Platform, env: NodeJS.ProcessEnv): string {
  return join(cacheDir(env), 'toolchain', `${version}.${platformName(platform)}`)
}

/** Where downloaded sources lie: a folder with src below it. */
export function sourceDir(version: string, part: 'all' | 'runtime', env: NodeJS.ProcessEnv) {
  return join(cacheDir(env), 'sources', `${version}.${part}`)
}

/**
 * GOROOT of a Go that gorv downloaded before; undefined if it did not. A
 * folder gets its name only once it is whole, so that its presence is enough.
 */
export function cachedToolchain(
  version: string,
  platform: Platform,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const dir = toolchainDir(version, platform, env)
  const go = join(dir, 'bin', platform.goos === 'windows' ? 'go.exe' : 'go')
  return existsSync(go) ? dir : undefined
}

/** A folder with (at least) that part of a release's src, downloaded before. */
export function cachedSource(
  version: string,
  part: 'all' | 'runtime',
  platform: Platform,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const whole = sourceDir(version, 'all', env)
  if (existsSync(whole)) return whole
  const toolchain = cachedToolchain(version, platform, env)
  if (toolchain !== undefined) return toolchain
  const dir = sourceDir(version, part, env)
  return existsSync(dir) ? dir : undefined
}
