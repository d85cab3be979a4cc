import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

// What Go does where nothing was set: the module mirror and the checksum
// database of the Go project. Named here and nowhere else.
const defaults = {
  GOPROXY: 'https://proxy.golang.org,direct',
  GOSUMDB: 'sum.golang.org',
  GONOSUMDB: '',
  GOPRIVATE: '',
  GOINSECURE: '',
  GOFLAGS: '',
  GOTOOLCHAIN: 'auto',
}

export type GoSettings = typeof defaults

/**
 * The Go settings that matter where there may be no go command: environment
 * over the file that `go env -w` writes over defaults, as go itself has them.
 */
export function goSettings(env: NodeJS.ProcessEnv): GoSettings {
  const written = readEnvFile(env)
  const settings = { ...defaults }
  for (const name of Object.keys(defaults) as (keyof GoSettings)[]) {
    // An empty variable counts as unset; an empty line of the file does, too.
    settings[name] = env[name] || written.get(name) || defaults[name]
  }
  settings.GONOSUMDB ||= settings.GOPRIVATE
  return settings
}

function readEnvFile(env: NodeJS.ProcessEnv): Map<string, string> {
  const path = env['GOENV'] || join(configDir(env), 'go', 'env')
  if (path === 'off' || !isAbsolute(path)) return new Map()
  try {
    return parseEnvFile(readFileSync(path, 'utf8'))
  } catch {
    return new Map() // there is none: nobody called go env -w
  }
}

/** Lines NAME=value; go leaves out what does not look like that, and so does this. */
export function parseEnvFile(text: string): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const match = /^([A-Z][^=]*)=(.*?)\r?$/.exec(line)
    if (match?.[1] !== undefined) values.set(match[1], match[2] ?? '')
  }
  return values
}

/** Go's os.UserConfigDir. */
function configDir(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] || homedir()
  if (process.platform === 'win32') return env['AppData'] || env['APPDATA'] || ''
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support')
  return env['XDG_CONFIG_HOME'] || join(home, '.config')
}
