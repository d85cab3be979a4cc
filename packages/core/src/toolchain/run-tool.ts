import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { spawnable } from './paths.ts'

export interface ToolResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** It did not end in time and was killed. */
  late: boolean
}

export interface ToolOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** Gets stderr as it comes. */
  onStderr?: (text: string) => void
  /**
   * Kills the tool, and whatever it has started, after so long. A function is
   * asked then for more time, by what the tool has said so far.
   */
  timeoutMs?: number | ((stderr: string) => number)
}

/** Of what a tool prints no more is kept: longer than any answer, shorter than any memory. */
const most = 32e6

/**
 * Runs a tool of the Go installation and collects what it prints. PWD is set
 * to `cwd`: go trusts it, and an overlay's keys are compared with what it says.
 * Rejects if the tool cannot be started.
 */
export function runTool(
  command: string,
  args: string[],
  options: ToolOptions,
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const { file, ...how } = spawnable(command, args, path)
    const { timeoutMs } = options
    const child = spawn(file, how.args, {
      cwd: options.cwd,
      env: { ...options.env, PWD: options.cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: how.windowsVerbatimArguments ?? false,
      // A group of its own, which can be killed whole.
      detached: timeoutMs !== undefined && process.platform !== 'win32',
    })
    const result: ToolResult = { code: null, signal: null, stdout: '', stderr: '', late: false }
    const guard = timeoutMs === undefined ? undefined : guardOf(child, timeoutMs, result)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (result.stdout.length < most) result.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (result.stderr.length < most) result.stderr += text
      options.onStderr?.(text)
    })
    child.on('error', (error) => {
      guard?.end()
      reject(error)
    })
    child.on('close', (code, signal) => {
      guard?.end()
      resolve({ ...result, code, signal })
    })
  })
}

const ends: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Ends a child's whole group when its time is up, or when gorv itself is told to end. */
function guardOf(
  child: ChildProcess,
  timeoutMs: number | ((stderr: string) => number),
  result: ToolResult,
): { end(): void } {
  const began = performance.now()
  const allowed = () => (typeof timeoutMs === 'number' ? timeoutMs : timeoutMs(result.stderr))
  let timer: NodeJS.Timeout
  const look = () => {
    const left = began + allowed() - performance.now()
    if (left > 0) {
      timer = setTimeout(look, left)
      return
    }
    result.late = true
    killGroup(child, 'SIGKILL')
    // Who left the group may hold the pipes open still.
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
  // The terminal's Ctrl-C does not reach another group.
  const pass = (signal: NodeJS.Signals) => {
    killGroup(child, 'SIGTERM') // what a script runs in the background ignores SIGINT
    end()
    process.kill(process.pid, signal)
  }
  const end = () => {
    clearTimeout(timer)
    for (const signal of ends) process.off(signal, pass)
  }
  for (const signal of ends) process.on(signal, pass)
  look()
  return { end }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', `${child.pid}`, '/t', '/f'])
    else process.kill(-child.pid, signal)
  } catch {
    // It has ended just now.
  }
}
