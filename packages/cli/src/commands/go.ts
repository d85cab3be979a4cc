import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path, { resolve } from 'node:path'
import {
  checkFlags,
  errors,
  findToolchain,
  goOnPath,
  messageOf,
  prepareOverlay,
  spawnable,
  splitGoflags,
  takeOverlayFlag,
} from '@gorv/core'
import type { Process } from '../process.ts'
import type { Voice } from '../voice.ts'

/** Subcommands of go that build, and so take -overlay. */
const builds = new Set(['build', 'install', 'list', 'run', 'test', 'vet'])

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** `gorv go …`: the module's go with the overlay in place; exit code and streams are go's. */
export async function goCommand(proc: Process, voice: Voice, args: string[]): Promise<number> {
  const [verb = '', ...rest] = args
  const split = splitArgs(verb, rest)
  const from = proc.cwd()
  const cwd = resolve(from, split.dir)
  const note = (message: string) => voice.say(message)
  const building = builds.has(verb)
  // What builds nothing is go's own matter, also where gorv would find nothing to build with.
  const found = building ? undefined : goOnPath(proc.env)
  if (found !== undefined) return spawnGo(proc, found, args, from, proc.env)
  const toolchain = await findToolchain({ cwd, env: proc.env, note })
  if (!building) return spawnGo(proc, toolchain.go, args, from, toolchain.env)

  const fromEnv = splitGoflags(toolchain.goflags)
  checkFlags([...fromEnv, ...split.flags])
  const { flags, overlay: own } = takeOverlayFlag(split.flags)
  const overlay = prepareOverlay({
    toolchain,
    env: proc.env,
    cwd,
    own: own ?? takeOverlayFlag(fromEnv).overlay,
  })
  if (!overlay.exposed.attach) note('no sampler for this operating system yet; Exposure only')
  const full = [verb, ...split.first, '-overlay', overlay.file, ...flags, ...split.operands]
  return spawnGo(proc, toolchain.go, full, from, overlay.env)
}

function spawnGo(
  proc: Process,
  go: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  return new Promise((done, failed) => {
    const { file, ...how } = spawnable(go, args, path)
    const child = spawn(file, how.args, {
      ...how,
      cwd,
      env: { ...env, PWD: cwd },
      stdio: 'inherit',
    })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    for (const signal of signals) proc.on(signal, forward)
    child.on('error', (error) => failed(errors.spawn(go, messageOf(error))))
    child.on('exit', (code, signal) => {
      for (const name of signals) proc.off(name, forward)
      done(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

interface SplitArgs {
  /** Where go goes first, and the words that tell it to. */
  dir: string
  first: string[]
  flags: string[]
  operands: string[]
}

/** -C must come first in go; what follows the package is the program's own and is not looked at. */
function splitArgs(verb: string, rest: string[]): SplitArgs {
  const c = /^--?C(?:=(.*))?$/s.exec(rest[0] ?? '')
  const at = c ? (c[1] === undefined ? 2 : 1) : 0
  const first = rest.slice(0, at)
  const dir = c ? (c[1] ?? rest[1] ?? '') : ''
  if (verb !== 'run') return { dir, first, flags: rest.slice(at), operands: [] }
  // go run: the first word that is neither a flag nor a flag's value begins the program.
  let end = at
  while (end < rest.length && (rest[end] ?? '').startsWith('-')) {
    end += takesValue(rest[end] ?? '') ? 2 : 1
  }
  return { dir, first, flags: rest.slice(at, end), operands: rest.slice(end) }
}

const switches =
  /^--?(a|n|race|msan|asan|cover|v|work|x|asmflags=|linkshared|modcacherw|trimpath|json|i)$/

function takesValue(flag: string): boolean {
  return !flag.includes('=') && !switches.test(flag)
}
