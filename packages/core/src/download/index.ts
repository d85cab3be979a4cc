import { homedir } from 'node:os'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { cacheDir } from '../cache-dir.ts'
import { errors } from '../errors.ts'

export interface DownloadContext {
  env: NodeJS.ProcessEnv
  offline: boolean
  note?: (message: string) => void
}
export interface Platform {
  goos: string
  goarch: string
}
export function hostPlatform(): Platform {
  return { goos: process.platform, goarch: process.arch === 'x64' ? 'amd64' : process.arch }
}
export function cachedToolchain(
  version: string,
  platform: Platform,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const dir = join(cacheDir(env), 'toolchain', `${version}.${platform.goos}-${platform.goarch}`)
  return existsSync(dir) ? dir : undefined
}
export async function downloadToolchain(
  version: string,
  _platform: Platform,
  context: DownloadContext,
): Promise<string> {
  if (context.offline) throw errors.download(version, 'offline')
  const result = spawnSync('go', ['env', 'GOROOT'], {
    cwd: homedir(),
    env: { ...process.env, GOTOOLCHAIN: version },
    encoding: 'utf8',
  })
  if (result.status !== 0) throw errors.download(version, result.stderr)
  return result.stdout.trim()
}
export async function downloadSource(
  version: string,
  _part: 'all' | 'runtime',
  _context: DownloadContext,
): Promise<string> {
  throw errors.download(version, 'stub')
}
export async function listReleases(
  _platform: Platform,
  context: DownloadContext,
): Promise<string[]> {
  if (context.offline) throw errors.download('the list', 'offline')
  return ['go1.16.15', 'go1.20.14', 'go1.21.13', 'go1.22.12', 'go1.25.14', 'go1.27.4']
}
