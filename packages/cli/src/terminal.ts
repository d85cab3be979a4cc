import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import type { Process } from './process.ts'

/** What a renderer draws on. Keys come from the terminal itself where stdin is not one. */
export interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  close(): void
}

export function openTerminal(proc: Process): Terminal {
  if (proc.stdin.isTTY) {
    return { input: proc.stdin, output: proc.stdout, close: () => proc.stdin.pause() }
  }
  const input = new ReadStream(openSync('/dev/tty', 'r'))
  return { input, output: proc.stdout, close: () => input.destroy() }
}
