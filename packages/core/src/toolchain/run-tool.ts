import { spawn } from 'node:child_process'

export interface ToolResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface ToolOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** Gets stderr as it comes. */
  onStderr?: (text: string) => void
  /** Kills the tool after so long; default 10 minutes. */
  timeoutMs?: number
}

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
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...options.env, PWD: options.cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    // Node's own timeout would go on where the tool cannot be started.
    const timer = setTimeout(() => child.kill(), options.timeoutMs ?? 600_000)
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      options.onStderr?.(text)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stdout, stderr })
    })
  })
}
