import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Hello } from '@gorv/core'
import { gorv, run, tempDir, testEnv, type Finished } from './gorv.ts'
import { gorvBin, root } from './paths.ts'

const exact = join(root, 'test/exact')
/** A module of programs that keep the scheduler busy, each in a folder of its own. */
const busy = join(exact, 'programs')
export const busyPrograms = readdirSync(busy, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'internal')
  .map((entry) => entry.name)

const built = new Map<string, Promise<string>>()

async function build(cwd: string, name: string): Promise<string> {
  const program = join(tempDir('exact'), 'program')
  const result = await run('go', ['build', '-o', program, `./${name}`], { cwd, env: testEnv() })
  if (result.code !== 0) throw new Error(result.stderr)
  return program
}

/** A busy program built plainly; once. */
export function busyBuild(name: string): Promise<string> {
  const program = built.get(name) ?? build(busy, name)
  built.set(name, program)
  return program
}

let oracleProgram: Promise<string> | undefined

/** What compares a trace of runtime/trace with a recording: test/exact/oracle. */
export async function oracle(args: string[]): Promise<Finished> {
  oracleProgram ??= build(join(exact, 'oracle'), '.')
  return run(await oracleProgram, args, { cwd: exact })
}

/** The oracle's verdict on the events of a recording, which go to it as gorv renders them. */
export async function compare(trace: string, recording: string): Promise<Finished> {
  // Before there is a pipe to it: what node reads of that meanwhile is gone.
  const program = await (oracleProgram ??= build(join(exact, 'oracle'), '.'))
  const words = ['render', recording, '-r', 'json', '--renderer-option', 'events=true', '-o', '-']
  const events = spawn(process.execPath, [gorvBin, ...words, '--quiet'], {
    env: testEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const verdict = spawn(program, ['compare', trace], {
    stdio: [events.stdout, 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  verdict.stdout?.on('data', (chunk: Buffer) => (stdout += chunk))
  verdict.stderr?.on('data', (chunk: Buffer) => (stderr += chunk))
  const code = await new Promise<number | null>((resolve) => verdict.on('close', resolve))
  events.kill()
  return { code, signal: null, stdout, stderr, stdoutBytes: Buffer.from(stdout) }
}

interface Recorded extends Finished {
  hello: Hello
  recording: string
}

/** A busy program under gorv, and where its recording lies. */
export async function record(
  name: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  flags: string[] = [],
): Promise<Recorded> {
  const dir = tempDir('recorded')
  const [recording, out] = [join(dir, 'run.gorv'), join(dir, 'out.ndjson')]
  const words = ['run', '-r', 'json', '-o', out, '--record', recording, '--quiet', ...flags]
  const finished = await gorv([...words, `./${name}`, '--', ...args], { cwd: busy, env })
  for await (const line of createInterface({ input: createReadStream(out) })) {
    return { ...finished, recording, hello: JSON.parse(line) as Hello }
  }
  throw new Error(`nothing came of ${name}: ${finished.stderr}`)
}
