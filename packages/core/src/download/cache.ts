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
 * folder gets its name only once it is whole, so that a look at its go is enough.
 */
export function cachedToolchain(
  version: string,
  platform: Platform,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const dir = toolchainDir(version, platform, env)
  return existsSync(join(dir, goOf(platform))) ? dir : undefined
}

/** Where the go command is in a GOROOT. */
export function goOf({ goos }: Platform): string {
  return join('bin', goos === 'windows' ? 'go.exe' : 'go')
}

/** A folder with (at least) that part of a release's src, downloaded before. */
export function cachedSource(
  version: string,
  part: 'all' | 'runtime',
  platform: Platform,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const whole = sourceDir(version, 'all', env)
  if (existsSync(join(whole, 'src'))) return whole
  const toolchain = cachedToolchain(version, platform, env)
  if (toolchain !== undefined) return toolchain
  const dir = sourceDir(version, part, env)
  return existsSync(join(dir, 'src')) ? dir : undefined
}
