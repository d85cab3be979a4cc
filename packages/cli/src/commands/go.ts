import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import {
  dropsRuntime,
  errors,
  findToolchain,
  messageOf,
  prepareOverlay,
  splitGoflags,
  takeOverlayFlag,
} from '@gorv/core'
import type { Process } from '../process.ts'
import type { Voice } from '../voice.ts'

/** Subcommands of go that build, and so take -overlay. */
const building = new Set(['build', 'install', 'list', 'run', 'test', 'vet'])

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** `gorv go …`: the module's go with the overlay in place; exit code and streams are go's. */
export async function goCommand(proc: Process, voice: Voice, args: string[]): Promise<number> {
  const cwd = proc.cwd()
  const toolchain = await findToolchain({ cwd, env: proc.env })
  const [verb = '', ...rest] = args
  let full = args
  let env: NodeJS.ProcessEnv = { ...proc.env, GOTOOLCHAIN: 'local' }
  if (building.has(verb)) {
    if (dropsRuntime([...splitGoflags(toolchain.goflags), ...rest])) throw errors.coverpkg()
    const split = splitArgs(verb, rest)
    const { flags, overlay: own } = takeOverlayFlag(split.flags)
    const overlay = prepareOverlay({
      toolchain,
      env: proc.env,
      cwd,
      own: own ?? takeOverlayFlag(splitGoflags(toolchain.goflags)).overlay,
    })
    if (!overlay.exposed.attach)
      voice.say('no sampler for this operating system yet; Exposure only')
    full = [verb, ...split.first, '-overlay', overlay.file, ...flags, ...split.operands]
    env = overlay.env
  }
  return new Promise((resolve, reject) => {
    const child = spawn(toolchain.go, full, { cwd, env: { ...env, PWD: cwd }, stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    for (const signal of signals) proc.on(signal, forward)
    child.on('error', (error) => reject(errors.spawn(toolchain.go, messageOf(error))))
    child.on('exit', (code, signal) => {
      for (const name of signals) proc.off(name, forward)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/** -C must come first in go; what follows the package is the program's own and is not looked at. */
function splitArgs(
  verb: string,
  rest: string[],
): { first: string[]; flags: string[]; operands: string[] } {
  const first: string[] = []
  let at = 0
  const c = /^--?C(=|$)/.exec(rest[0] ?? '')
  if (c) {
    at = c[1] === '=' ? 1 : 2
    first.push(...rest.slice(0, at))
  }
  if (verb !== 'run') return { first, flags: rest.slice(at), operands: [] }
  // go run: the first word that is neither a flag nor a flag's value begins the program.
  let end = at
  while (end < rest.length && (rest[end] ?? '').startsWith('-')) {
    end += takesValue(rest[end] ?? '') ? 2 : 1
  }
  return { first, flags: rest.slice(at, end), operands: rest.slice(end) }
}

const switches =
  /^--?(a|n|race|msan|asan|cover|v|work|x|asmflags=|linkshared|modcacherw|trimpath|json|i)$/

function takesValue(flag: string): boolean {
  return !flag.includes('=') && !switches.test(flag)
}
