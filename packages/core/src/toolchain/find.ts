import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join, resolve, sep } from 'node:path'
import { errors, messageOf } from '../errors.ts'
import { parseGoVersion } from './go-version.ts'
import { runTool } from './run-tool.ts'
import { completeGoroot } from './sourceless.ts'

/** The Go installation that a build uses. */
export interface Toolchain {
  /** GOROOT as go says it: overlay keys are compared with it as text. */
  goroot: string
  /** GOVERSION: go1.26.8 */
  version: string
  goos: string
  goarch: string
  /** The go command to run: GOROOT's own, so that no wrapper switches again. */
  go: string
  /** The first go found, and why this one. */
  found: string
  why: string
  /** GOROOT lies in the module cache: Go 1.25 and newer refuse an overlay there. */
  inModuleCache: boolean
  /** go has to be told this GOROOT: it would find another by itself. */
  pinGoroot: boolean
  gomod: string
  goflags: string
}

export interface FindOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** `--go`: a version or a GOROOT; undefined for what the module asks for. */
  go?: string | undefined
}

const asked = [
  'GOROOT',
  'GOVERSION',
  'GOOS',
  'GOARCH',
  'GOMODCACHE',
  'GOMOD',
  'GOFLAGS',
  'GOTOOLCHAIN',
]

/** Finds the toolchain as the go command in `cwd` would; throws a GorvError that says what is wrong. */
export async function findToolchain(options: FindOptions): Promise<Toolchain> {
  const { cwd } = options
  let env = options.env
  let found = which('go', env)
  let why = found ? `first go on PATH` : ''
  if (options.go !== undefined) {
    const own = resolve(cwd, options.go)
    if (/^(go)?1\.\d/.test(options.go)) {
      if (!found) throw errors.noGo()
      env = { ...env, GOTOOLCHAIN: `go${options.go.replace(/^go/, '')}` }
      why = `--go ${options.go}`
    } else if (existsSync(join(own, 'bin', 'go'))) {
      found = join(own, 'bin', 'go')
      env = { ...env, GOTOOLCHAIN: 'local', GOROOT: own }
      why = `--go ${options.go}`
    } else {
      throw errors.goVersionUnknown(options.go, 'neither a Go version nor a GOROOT')
    }
  }
  if (!found) throw errors.noGo()

  const result = await runTool(found, ['env', '-json', ...asked], {
    cwd,
    env,
    timeoutMs: 120_000,
  }).catch((error: unknown) => {
    throw errors.goEnv(messageOf(error))
  })
  if (result.code !== 0) {
    const text = result.stderr.trim().split('\n').join('; ') || `exit code ${result.code}`
    throw options.go === undefined ? errors.goEnv(text) : errors.goVersionUnknown(options.go, text)
  }
  const vars = parseEnv(result.stdout)
  const version = vars['GOVERSION'] ?? ''
  if (/gccgo|tinygo/i.test(version)) throw errors.goKind(version)
  const parsed = parseGoVersion(version)
  if (!parsed || parsed.minor < 16) throw errors.goTooOld(version || 'older than 1.16')

  const itsGoroot = vars['GOROOT'] ?? ''
  const goos = vars['GOOS'] ?? ''
  const goarch = vars['GOARCH'] ?? ''
  if (goarch === 'wasm') throw errors.goPort(`${goos}/${goarch}`)
  checkGoroot(itsGoroot, version)
  const sourceless = !isFile(join(itsGoroot, 'src', 'runtime', 'runtime2.go'))
  const goroot = sourceless
    ? await completeGoroot(itsGoroot, version, { env, offline: env['GORV_OFFLINE'] === '1' })
    : itsGoroot
  const switched = why === 'first go on PATH' && !found.startsWith(itsGoroot + sep)
  const own = join(goroot, 'bin', process.platform === 'win32' ? 'go.exe' : 'go')
  return {
    goroot,
    version,
    goos,
    goarch,
    go: isFile(own) ? own : found,
    found,
    why: switched
      ? `${why}, which chose GOROOT ${itsGoroot} (GOTOOLCHAIN=${vars['GOTOOLCHAIN'] ?? ''})`
      : why,
    inModuleCache: beneath(goroot, vars['GOMODCACHE'] ?? ''),
    pinGoroot: options.go !== undefined || sourceless,
    gomod: vars['GOMOD'] ?? '',
    goflags: vars['GOFLAGS'] ?? '',
  }
}

/** GOMOD is empty without modules, and the null device outside of one. */
export function hasModule(toolchain: Toolchain): boolean {
  return toolchain.gomod !== '' && !/^(NUL|\/dev\/null)$/.test(toolchain.gomod)
}

function checkGoroot(goroot: string, version: string): void {
  if (goroot === '' || !existsSync(goroot) || !statSync(goroot).isDirectory())
    throw errors.noGoroot(goroot || '(empty)', 'folder')
  // A GOROOT variable left over from another installation: go env believes it.
  let line = ''
  try {
    line = readFileSync(join(goroot, 'VERSION'), 'utf8').split('\n')[0]?.trim() ?? ''
  } catch {
    return // a development tree has none
  }
  if (line.startsWith('go') && word(line) !== word(version)) {
    throw errors.staleGoroot(goroot, line, version)
  }
}

/** `go1.26.8` of `go1.26.8 X:nodwarf5` or `go1.26.8-X:…`. */
function word(text: string): string | undefined {
  return text.split(/[\s-]/)[0]
}

function parseEnv(json: string): Record<string, string> {
  try {
    return JSON.parse(json) as Record<string, string>
  } catch {
    throw errors.goEnv(`it printed no JSON but ${JSON.stringify(json.slice(0, 80))}`)
  }
}

/** The executable that PATH names; undefined if there is none. */
export function which(name: string, env: NodeJS.ProcessEnv): string | undefined {
  for (const dir of (env['PATH'] ?? '').split(delimiter)) {
    if (dir === '') continue
    for (const file of [join(dir, name), join(dir, `${name}.exe`)]) {
      if (isExecutable(file)) return file
    }
  }
  return undefined
}

function isExecutable(file: string): boolean {
  try {
    const stat = statSync(file)
    return stat.isFile() && (process.platform === 'win32' || (stat.mode & 0o111) !== 0)
  } catch {
    return false
  }
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function beneath(path: string, dir: string): boolean {
  return dir !== '' && (path + sep).startsWith(dir.endsWith(sep) ? dir : dir + sep)
}
