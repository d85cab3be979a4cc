import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { Process } from './process.ts'

/** What a renderer draws on. Keys come from the terminal itself where stdin is not one. */
export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  /** Called by a renderer that leaves the terminal early; whoever keeps output from it sets this. */
  release(): void
  close(): void
}

export function openTerminal(proc: Process): Terminal {
  if (proc.stdin.isTTY) {
    return {
      input: proc.stdin,
      output: proc.stdout,
      release: () => {},
      close: () => proc.stdin.pause(),
    }
  }
  const input = new ReadStream(openSync('/dev/tty', 'r'))
  return { input, output: proc.stdout, release: () => {}, close: () => input.destroy() }
}
