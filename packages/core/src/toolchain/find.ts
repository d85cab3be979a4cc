import path, { join } from 'node:path'
import { errors } from '../errors.ts'
import { answersOf } from './answers.ts'
import { chooseGo } from './choose.ts'
import { goFile, isFile } from './files.ts'
import { parseGoVersion } from './go-version.ts'
import { knownGoflags } from './goflags.ts'
import { checkGoroot, hasSource } from './goroot.ts'
import { checkModule } from './module-check.ts'
import { beneath, isNullDevice } from './paths.ts'
import { completeGoroot } from './sourceless.ts'
import { wrapperSettings } from './wrapper.ts'

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
  /** The environment in which that finds this GOROOT and what the user has set. */
  env: NodeJS.ProcessEnv
  /** The first go found, and why this one. */
  found: string
  why: string
  /** GOROOT lies in the module cache, where Go 1.25 and newer refuse an overlay. */
  refusesOverlay: boolean
  /** No go on PATH would find this GOROOT by itself. */
  pinned: boolean
  gomod: string
  goflags: string
}

export interface FindOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** `--go`: a version or a GOROOT; undefined for what the module asks for. */
  go?: string | undefined
  /** Nothing is fetched, by gorv or by go; GORV_OFFLINE=1 says the same. */
  offline?: boolean | undefined
  /** Gets gorv's own words about what it does. */
  note?: ((message: string) => void) | undefined
}

/** Finds the toolchain as the go command in `cwd` would; throws a GorvError that says what is wrong. */
export async function findToolchain(options: FindOptions): Promise<Toolchain> {
  const { cwd, note } = options
  const offline = options.offline === true || !/^0?$/.test(options.env['GORV_OFFLINE'] ?? '')
  const given = offline ? { ...options.env, GOPROXY: 'off' } : options.env
  const context = { env: given, offline, ...(note && { note }) }
  const choice = await chooseGo(options.go, cwd, context)
  const local = options.go === undefined && !choice.foreign ? {} : { GOTOOLCHAIN: 'local' }
  const its = choice.goroot === undefined ? {} : { GOROOT: choice.goroot }
  const asking = { cwd, env: { ...given, ...local, ...its }, note }
  const answers = await answersOf(choice, asking)
  const { vars, version } = answers
  const { GOOS: goos = '', GOARCH: goarch = '' } = vars
  if (goarch === 'wasm') throw errors.goPort(`${goos}/${goarch}`)
  checkGoroot(answers.goroot, vars['GOTOOLDIR'] ?? '')

  const whole = hasSource(answers.goroot)
  const goroot = whole ? answers.goroot : await completeGoroot(answers.goroot, version, context)
  const go = isFile(join(goroot, 'bin', goFile)) ? join(goroot, 'bin', goFile) : choice.go
  const env: NodeJS.ProcessEnv = { ...answers.env, GOTOOLCHAIN: 'local' }
  const pinned = !whole || choice.goroot !== undefined
  if (pinned) env['GOROOT'] = goroot
  // A wrapper on PATH has put its own in its place.
  else if (env['GOROOT'] !== goroot) delete env['GOROOT']
  if (!choice.foreign) {
    Object.assign(env, await wrapperSettings(choice.go, go, { ...asking, env: answers.env }))
  }
  const goflags = vars['GOFLAGS'] ?? ''
  const known = await knownGoflags(go, goflags, choice.foreign, { ...asking, env })
  if (known !== goflags) env['GOFLAGS'] = known
  await checkModule(go, answers, { ...asking, env })

  const switched = choice.why === 'first go on PATH' && !beneath(choice.go, goroot, path)
  return {
    goroot,
    version,
    goos,
    goarch,
    go,
    env,
    found: choice.go,
    why: switched
      ? `${choice.why}, which chose GOROOT ${goroot} (GOTOOLCHAIN=${vars['GOTOOLCHAIN'] ?? ''})`
      : choice.why,
    refusesOverlay:
      beneath(goroot, vars['GOMODCACHE'] ?? '', path) &&
      (parseGoVersion(version)?.minor ?? 0) >= 25,
    pinned,
    gomod: vars['GOMOD'] ?? '',
    goflags: known,
  }
}

/** GOMOD is empty without modules, and the null device outside of one. */
export function hasModule(toolchain: Toolchain): boolean {
  return toolchain.gomod !== '' && !isNullDevice(toolchain.gomod)
}
