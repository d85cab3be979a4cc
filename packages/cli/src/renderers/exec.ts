import { spawn } from 'node:child_process'
import { errors, messageOf, rendererStream, type Renderer, type StreamLine } from '@gorv/core'

/** Any program as a renderer: it reads the JSON stream on stdin; what it prints goes where data goes. */
export function execRenderer(command: string, cwd: string): Renderer {
  if (command.trim() === '') throw errors.rendererShape('exec:', 'names no command')
  return {
    apiVersion: 1,
    name: `exec:${command}`,
    snapshots: 'every',
    async open(context) {
      const child = spawn(command, { cwd, shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
      const exited = new Promise<string | undefined>((resolve) => {
        child.on('error', (error) => resolve(messageOf(error)))
        child.on('close', (code, signal) =>
          resolve(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${code}`}`),
        )
      })
      const input = rendererStream(child.stdin)
      let copying = Promise.resolve()
      child.stdout.on('data', (chunk: Buffer) => {
        child.stdout.pause()
        copying = copying.then(() => context.data.write(chunk)).finally(() => child.stdout.resume())
      })
      const line = (value: StreamLine) => input.write(JSON.stringify(value) + '\n')
      return {
        hello: line,
        snapshot: line,
        async end(end) {
          await line(end)
          child.stdin.end()
          const failure = await exited
          await copying
          if (failure !== undefined) throw new Error(failure)
          return { files: [] }
        },
        close() {
          child.stdin.destroy()
        },
      }
    },
  }
}
