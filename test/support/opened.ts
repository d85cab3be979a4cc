import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Hello, RunEnd } from '@gorv/core'
import { testEnv } from './gorv.ts'
import { gorvBin } from './paths.ts'

interface Opened {
  code: number | null
  stderr: string
  hello: Hello
  end: RunEnd
  lines: number
}

/** The first and the last line of what gorv renders of a recording, of which there may be gigabytes. */
export async function opened(recording: string, flags: string[] = []): Promise<Opened> {
  const words = [gorvBin, 'render', recording, '-r', 'json', '-o', '-', '--quiet', ...flags]
  const child = spawn(process.execPath, words, {
    env: testEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let [first, last, lines] = ['', '', 0]
  for await (const line of createInterface({ input: child.stdout })) {
    if (lines++ === 0) first = line
    last = line
  }
  const code = await ended
  if (lines < 2) throw new Error(`${recording} does not open: ${stderr}`)
  const [hello, end] = [JSON.parse(first) as Hello, JSON.parse(last) as RunEnd]
  return { code, stderr, lines, hello, end }
}
