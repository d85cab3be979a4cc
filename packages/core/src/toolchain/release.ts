import { join } from 'node:path'
import {
  downloadToolchain,
  hostPlatform,
  listReleases,
  type DownloadContext,
} from '../download/index.ts'
import { errors } from '../errors.ts'
import { goEnv } from './ask-go.ts'
import { goFile, goOnPath } from './files.ts'
import { newestOf, parseGoVersion, versionWord } from './go-version.ts'
import { installedRelease, installedReleases, moduleCacheOf } from './installed.ts'

/** A go command, and the GOROOT to tell it if it would not find that by itself. */
export interface FoundGo {
  go: string
  goroot: string | undefined
}

/**
 * The release of that name: the go on PATH if it is that one, else one that
 * lies around, else downloaded. `go1.22` means the newest of its series; up to
 * 1.20 it is itself a release.
 */
export async function findRelease(
  wanted: string,
  cwd: string,
  context: DownloadContext,
): Promise<FoundGo> {
  const minor = parseGoVersion(wanted)?.minor ?? 0
  if (minor < 16) throw errors.goTooOld(wanted)
  const { env } = context
  const onPath = await pathGo(cwd, context)
  const moduleCache = onPath?.moduleCache || moduleCacheOf(env)
  const series = minor >= 21 && /^go1\.\d+$/.test(wanted)
  const fits = (name: string) => (series ? parseGoVersion(name)?.minor === minor : name === wanted)
  if (onPath && fits(onPath.version)) return { go: onPath.go, goroot: undefined }

  const platform = hostPlatform()
  const there = series ? newestOf(installedReleases(env, moduleCache), minor) : wanted
  const installed =
    there === undefined ? undefined : installedRelease(there, platform, env, moduleCache)
  if (installed !== undefined) return inGoroot(installed)

  const name = series ? newestOf(await listReleases(platform, context), minor) : wanted
  const unknown = () => errors.goVersionUnknown(wanted.slice(2), 'there is no release of that name')
  if (name === undefined) throw unknown()
  const goroot = await downloadToolchain(name, platform, context).catch(async (error: unknown) => {
    // Not asked before: a proxy may have more than it lists.
    const known = await listReleases(platform, context).catch(() => [name])
    throw known.includes(name) ? error : unknown()
  })
  return inGoroot(goroot)
}

export function inGoroot(goroot: string): FoundGo {
  return { go: join(goroot, 'bin', goFile), goroot }
}

/** What the first go on PATH is by itself, whatever the module in `cwd` asks for. */
async function pathGo(
  cwd: string,
  { env }: DownloadContext,
): Promise<{ go: string; version: string; moduleCache: string } | undefined> {
  const go = goOnPath(env)
  if (go === undefined) return undefined
  const neutral = { ...env, GOTOOLCHAIN: 'local', GO111MODULE: 'off', GOWORK: 'off', GOFLAGS: ' ' }
  try {
    const vars = await goEnv(go, ['GOVERSION', 'GOMODCACHE'], { cwd, env: neutral })
    return {
      go,
      version: versionWord(vars['GOVERSION'] ?? ''),
      moduleCache: vars['GOMODCACHE'] ?? '',
    }
  } catch {
    return undefined // A broken one is no obstacle where another was asked for.
  }
}
