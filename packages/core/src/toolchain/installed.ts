import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { cachedToolchain, type Platform } from '../download/index.ts'

/** A release that lies on this machine already: where go, its `dl` commands or gorv have put it. */
export function installedRelease(
  version: string,
  platform: Platform,
  env: NodeJS.ProcessEnv,
  moduleCache: string,
): string | undefined {
  const { goos, goarch } = platform
  const places = [
    join(moduleCache, 'golang.org', `toolchain@v0.0.1-${version}.${goos}-${goarch}`),
    join(home(env), 'sdk', version),
  ]
  return (
    places.find((goroot) => isWhole(goroot, version, goos)) ??
    cachedToolchain(version, platform, env)
  )
}

/** Names of the releases that installedRelease may find; gorv's own cache is not looked through. */
export function installedReleases(env: NodeJS.ProcessEnv, moduleCache: string): string[] {
  const names = [join(moduleCache, 'golang.org'), join(home(env), 'sdk')].flatMap((dir) => {
    try {
      return readdirSync(dir)
    } catch {
      return []
    }
  })
  return names.map(
    (name) => /^(?:toolchain@v0\.0\.1-)?(go1[.\w]*?)(?:\.\w+-\w+)?$/.exec(name)?.[1] ?? '',
  )
}

/** GOMODCACHE where no go can be asked for it. */
export function moduleCacheOf(env: NodeJS.ProcessEnv): string {
  const own = env['GOMODCACHE'] ?? ''
  if (own !== '') return own
  const gopath = (env['GOPATH'] ?? '').split(delimiter)[0] || join(home(env), 'go')
  return join(gopath, 'pkg', 'mod')
}

function home(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || homedir()
}

/**
 * go makes a toolchain in the module cache complete when it first uses it:
 * before, its programs cannot be run and its go.mod has another name.
 */
function isWhole(goroot: string, version: string, goos: string): boolean {
  try {
    accessSync(join(goroot, 'bin', goos === 'windows' ? 'go.exe' : 'go'), constants.X_OK)
    const line = readFileSync(join(goroot, 'VERSION'), 'utf8').split('\n')[0]?.trim()
    return line === version && existsSync(join(goroot, 'src', 'go.mod'))
  } catch {
    return false
  }
}
