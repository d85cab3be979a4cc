import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import type { Platform } from '../download/index.ts'
import { goOnPath, runTool } from '../toolchain/index.ts'

/** A Go on this disk. */
export interface Installed {
  /** go1.22.5, as its VERSION says. */
  version: string
  goroot: string
  /** gorv downloaded it. */
  downloaded: boolean
}

/**
 * The Go that are here: of PATH, where Go is usually put, what go and gorv
 * downloaded, and `also`. Each once, under the first of its names.
 */
export async function listInstalled(
  env: NodeJS.ProcessEnv,
  platform: Platform,
  also: string[],
): Promise<Installed[]> {
  const home = env['HOME'] ?? homedir()
  const onPath = await askGo(env, home)
  const suffix = `.${platform.goos}-${platform.goarch}`
  const own = join(cacheDir(env), 'toolchain')
  const places = [
    ...also,
    ...onPath.goroots,
    '/usr/local/go',
    '/usr/lib/go',
    '/usr/lib/golang',
    ...below('/usr/lib', /^go-1\.\d+/),
    ...below(join(home, 'sdk'), /^go1\.\d+/),
    ...below(
      join(onPath.modcache ?? join(home, 'go/pkg/mod'), 'golang.org'),
      new RegExp(`^toolchain@.*${suffix.replace('.', '\\.')}$`),
    ),
    ...below(own, new RegExp(`^go1\\..*${suffix.replace('.', '\\.')}$`)),
  ]
  const seen = new Set<string>()
  return places.flatMap((goroot) => {
    const version = versionOf(goroot)
    if (version === undefined) return []
    const real = realpathSync(goroot)
    if (seen.has(real)) return []
    seen.add(real)
    return [{ version, goroot, downloaded: goroot.startsWith(own) }]
  })
}

/** GOROOT and GOMODCACHE of the first go on PATH, as far as it tells. */
async function askGo(
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ goroots: string[]; modcache?: string | undefined }> {
  const go = goOnPath(env)
  if (go === undefined) return { goroots: [] }
  try {
    const asked = await runTool(go, ['env', '-json', 'GOROOT', 'GOMODCACHE'], {
      cwd,
      // Its own, not what a go.mod or a variable left over makes of it.
      env: { ...env, GOTOOLCHAIN: 'local', GOROOT: undefined, GOWORK: 'off' },
      timeoutMs: 20_000,
    })
    const { GOROOT, GOMODCACHE } = JSON.parse(asked.stdout) as Record<string, string>
    return { goroots: GOROOT ? [GOROOT] : [], modcache: GOMODCACHE || undefined }
  } catch {
    return { goroots: [] }
  }
}

function below(dir: string, pattern: RegExp): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => pattern.test(name))
      .map((name) => join(dir, name))
  } catch {
    return []
  }
}

/** By its VERSION file; a development tree has none, and is known by PATH alone. */
function versionOf(goroot: string): string | undefined {
  try {
    return /^go1\.\d\S*/.exec(readFileSync(join(goroot, 'VERSION'), 'utf8'))?.[0]
  } catch {
    return undefined
  }
}
