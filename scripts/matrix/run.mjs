// Runs a command to its end, and ends it with all that it started if it hangs.
import { spawn } from 'node:child_process'

const live = new Set()
process.on('exit', () => live.forEach(kill))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/** Resolves to { code, stdout, stderr }; `code` is null where it was ended or could not be started. */
export function run(command, args, { cwd, env, seconds = 300 }) {
  return new Promise((resolve) => {
    // A group of its own: what hangs may be the program, not the go command.
    const child = spawn(command, args, {
      cwd,
      env: { ...env, PWD: cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    live.add(child)
    let stdout = ''
    let stderr = ''
    const timer = setTimeout(() => {
      stderr += `\nended after ${seconds} s`
      kill(child)
    }, seconds * 1000)
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    const done = (code, why = '') => {
      clearTimeout(timer)
      live.delete(child)
      resolve({ code, stdout, stderr: stderr + why })
    }
    child.on('error', (error) => done(null, error.message))
    child.on('close', (code) => done(code))
  })
}

function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // gone meanwhile
  }
}
