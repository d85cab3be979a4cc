import { readFileSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { plainBuild } from './go.ts'
import { gorv, run, tempDir, testEnv, type Finished, type RunOptions } from './gorv.ts'
import { gorvBin, programs } from './paths.ts'
import { parseStream, type Stream } from './stream.ts'

export interface Under extends Finished {
  stream: Stream
}

export interface BothOptions extends Omit<RunOptions, 'cwd'> {
  /** Of gorv run. */
  flags?: string[]
  /** A command that the whole of either run is started with: sh with a limit set. */
  via?: string[]
}

/** Both ways of gorv run: what is no matter of either has to hold in both. */
export const modes: [mode: string, flags: string[]][] = [
  ['exact', []],
  ['sampled', ['--sample', '16ms']],
]

/** Without the one word of gorv's that a busy machine makes true: that the program was held up. */
export function withoutStall(stderr: string): string {
  return stderr.replace(/^gorv: the program waited \d+ ms for its events to be read\n/m, '')
}

/** The words that start gorv on the program in whose folder it is started, its stream in `out`. */
export function gorvWords(args: string[], out: string, flags: string[] = []): string[] {
  const own = ['-r', 'json', '-o', out, '--quiet', ...flags]
  return [process.execPath, gorvBin, 'run', ...own, '.', '--', ...args]
}

/** A program of test/programs run under gorv, with the stream that came of it. */
export async function under(
  name: string,
  args: string[] = [],
  options: BothOptions = {},
): Promise<Under> {
  const dir = tempDir(`under-${name}`)
  const out = join(dir, 'out.ndjson')
  const words = [...(options.via ?? []), ...gorvWords(args, out, options.flags)]
  const started = { cwd: join(programs, name), ...options }
  const finished = await run(words[0] ?? '', words.slice(1), started)
  const stream = parseStream(readFileSync(out, 'utf8'))
  rmSync(dir, { recursive: true }) // it may be large
  return { ...finished, stream }
}

/** A program of test/programs built plainly and run directly. */
export async function plain(
  name: string,
  args: string[] = [],
  options: BothOptions = {},
): Promise<Finished> {
  const words = [...(options.via ?? []), await plainBuild(name), ...args]
  return run(words[0] ?? '', words.slice(1), { cwd: join(programs, name), ...options })
}

/** The same program both ways, one after the other. */
export async function both(
  name: string,
  args: string[] = [],
  options: BothOptions = {},
): Promise<{ plain: Finished; under: Under }> {
  return { plain: await plain(name, args, options), under: await under(name, args, options) }
}

/** The exit code by which a shell would name this end. */
export function shellCode(finished: Finished): number {
  return finished.code ?? 128 + (finished.signal ? constants.signals[finished.signal] : 0)
}

/** A program of test/programs built with the overlay, to be run without gorv. */
export async function overlayBuild(name: string): Promise<string> {
  const out = join(tempDir('overlay'), name)
  const built = await gorv(['go', 'build', '-o', out, '.'], {
    cwd: join(programs, name),
    env: testEnv(),
  })
  if (built.code !== 0) throw new Error(built.stderr)
  return out
}
