import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { run, tempDir, testEnv } from './gorv.ts'

/** Sources of a runtime by file name, to be changed in place. */
export type Runtime = Map<string, string>

/** GOROOT of a release, downloaded by go if need be. */
export async function gorootOf(release: string): Promise<string> {
  const env = testEnv({ GOTOOLCHAIN: `go${release}`, GOFLAGS: '' })
  const found = await run('go', ['env', 'GOROOT'], { cwd: tempDir('goroot'), env })
  if (found.code !== 0) throw new Error(found.stderr)
  return found.stdout.trim()
}

/** A Go that nobody has seen: `base` with another runtime, everything else by links. */
export function mutatedGoroot(base: string, mutate: (runtime: Runtime) => void): string {
  const goroot = tempDir('newer-go')
  const link = (from: string, to: string, except: string) => {
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) {
      if (name !== except) symlinkSync(join(from, name), join(to, name))
    }
  }
  link(base, goroot, 'src')
  link(join(base, 'src'), join(goroot, 'src'), 'runtime')
  const from = join(base, 'src', 'runtime')
  const to = join(goroot, 'src', 'runtime')
  mkdirSync(to)
  const runtime: Runtime = new Map()
  for (const name of readdirSync(from)) {
    if (statSync(join(from, name)).isDirectory()) symlinkSync(join(from, name), join(to, name))
    else if (/(?<!_test)\.go$/.test(name)) runtime.set(name, readFileSync(join(from, name), 'utf8'))
    else copyFileSync(join(from, name), join(to, name))
  }
  mutate(runtime)
  for (const [name, text] of runtime) writeFileSync(join(to, name), text)
  return goroot
}

/** Throws where there is nothing to change: a mutation that does nothing proves nothing. */
export function replace(runtime: Runtime, pattern: RegExp, by: string, only?: string): void {
  let changed = 0
  for (const [name, text] of runtime) {
    if (only !== undefined && name !== only) continue
    const after = text.replace(pattern, by)
    if (after !== text) changed++
    runtime.set(name, after)
  }
  if (changed === 0) throw new Error(`${pattern} is nowhere in this runtime`)
}
