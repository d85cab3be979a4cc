import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import type { Ring } from './ring.ts'

/** The variable that the runtime takes out of its environment before any code of the program runs. */
export const attachVariable = 'GORV_ATTACH'

export interface TargetOptions {
  program: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  ring: Ring
  /** GOOS of the program: paths are spelled its way. */
  goos: string
  /** Nanoseconds between two snapshots. */
  interval: number
  /** `inherit`, `pipe`, or gorv's own descriptor number for each of stdin, stdout, stderr. */
  stdio: [StdioSlot, StdioSlot, StdioSlot]
  /** Descriptors beyond 2 that gorv was started with. */
  inherited: number[]
  /** As `go run -exec`: a command that gets the program and its arguments. */
  exec?: string[] | undefined
}

type StdioSlot = 'inherit' | 'pipe' | 'ignore' | number

/**
 * Starts the program with the ring on the first descriptor that nobody else
 * claims, or with its path where descriptors cannot be inherited.
 */
export function spawnTarget(options: TargetOptions): ChildProcess {
  const stdio: StdioOptions = [...options.stdio]
  for (const fd of options.inherited) stdio[fd] = fd
  let ringFd = 3
  while (options.inherited.includes(ringFd)) ringFd++
  if (options.ring.path === undefined) stdio[ringFd] = options.ring.fd
  // From 3 on 'ignore' leaves a descriptor closed.
  for (let fd = 3; fd < stdio.length; fd++) stdio[fd] ??= 'ignore'
  const command = [...activation(options.env), ...(options.exec ?? []), options.program]
  const [file = options.program, ...before] = command
  return spawn(file, [...before, ...options.args], {
    cwd: options.cwd,
    env: {
      ...options.env,
      [attachVariable]: attachWords(ringFd, options),
    },
    stdio,
    windowsHide: false,
  })
}

/** What go-templates/runtime/environ.go parses. */
function attachWords(fd: number, { ring, interval, goos }: TargetOptions): string {
  if (ring.path === undefined) return `${fd},${ring.nonce},${interval}`
  return `0,${ring.nonce},${interval},${targetPath(ring.path, goos, process.platform)}`
}

/** A path of this machine as a program of another system spells it: under Wine. */
export function targetPath(path: string, goos: string, host: NodeJS.Platform): string {
  if (goos !== 'windows' || host === 'win32') return path
  return `\\\\?\\unix${path.replaceAll('/', '\\')}`
}

/**
 * Who starts a process with sockets tells it in LISTEN_PID that they are its
 * own (sd_listen_fds). They are the program's now, whose pid only it can know.
 */
function activation(env: NodeJS.ProcessEnv): string[] {
  if (env['LISTEN_PID'] !== String(process.pid)) return []
  return ['/bin/sh', '-c', 'LISTEN_PID=$$; export LISTEN_PID; exec "$@"', 'sh']
}
