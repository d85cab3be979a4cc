import { createHash } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { errors, messageOf } from '../errors.ts'
import type { Overlay } from '../overlay/index.ts'
import { runTool, type Toolchain } from '../toolchain/index.ts'

export interface BuildOptions {
  toolchain: Toolchain
  overlay: Overlay
  cwd: string
  /** A package, `path@version`, or files; default `.` */
  what: string[]
  flags: string[]
  onStderr(text: string): void
}

/** Builds the program; go's messages go to `onStderr`. Gives its path; throws BUILD where go failed. */
export async function buildTarget(options: BuildOptions): Promise<string> {
  const what = options.what.length > 0 ? options.what : ['.']
  const { kept, stage } = folders(options, what)
  try {
    // go links only what is not up to date: show it what the last build left.
    const before = readdirSync(kept)
    for (const name of before) share(join(kept, name), join(stage, name))
    let names = await buildInto(stage, what, options)
    if (names.length > 1 && before.length > 0) {
      // A module that was renamed left its program under the former name.
      for (const name of names) rmSync(join(stage, name), { force: true })
      for (const name of before) rmSync(join(kept, name), { force: true })
      names = await buildInto(stage, what, options)
    }
    const [name] = names
    if (name === undefined) throw errors.notMain(what.join(' '))
    if (names.length > 1) throw errors.manyMains(what.join(' '), names)
    // In one step: another gorv on the same program may be starting it.
    renameSync(join(stage, name), join(kept, name))
    return join(kept, name)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** Names of the programs that are in the folder after the build. */
async function buildInto(out: string, what: string[], options: BuildOptions): Promise<string[]> {
  const { overlay, toolchain, cwd } = options
  const atVersion = what.length === 1 && /[^\\/]@[^\\/]+$/.test(what[0] ?? '')
  // go build knows no path@version; go install does.
  const args = atVersion
    ? ['install', '-overlay', overlay.file, ...options.flags, ...what]
    : ['build', '-o', out + '/', '-overlay', overlay.file, ...options.flags, ...what]
  const env = atVersion ? { ...overlay.env, GOBIN: out } : overlay.env
  const result = await runTool(toolchain.go, args, {
    cwd,
    env,
    onStderr: (text) => options.onStderr(mapPaths(text, options)),
  }).catch((error: unknown) => {
    throw errors.spawn(toolchain.go, messageOf(error))
  })
  if (result.code !== 0) {
    if (/no main packages to build/.test(result.stderr)) throw errors.notMain(what.join(' '))
    if (blamesTemplates(result.stderr, options)) throw errors.templates(overlay.exposed.key)
    throw errors.buildFailed()
  }
  return readdirSync(out)
}

/** The compiler complains of lines that gorv appended or hooked: a runtime that its tables do not know. */
function blamesTemplates(stderr: string, { overlay, cwd }: BuildOptions): boolean {
  const { key: exposed, text, appendedAt } = overlay.exposed
  const first = text.slice(0, appendedAt).split('\n').length
  const names = overlay.replaced.flatMap(([key, backing]) => {
    const from = key === exposed ? first : 1
    return [backing, relative(cwd, backing), key].map((name) => ({ name, from }))
  })
  return stderr.split('\n').some((line) => {
    const file = names.find((one) => line.startsWith(`${one.name}:`))
    return file !== undefined && Number.parseInt(line.slice(file.name.length + 1), 10) >= file.from
  })
}

/** One file under two names; without the second, go links anew. */
function share(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // A file system without links, or another gorv replaced it just now.
  }
}

const keptDays = 14

/**
 * Where this very build's program is kept from run to run, and a folder to
 * build it in that is this gorv's alone. What nobody used for long is removed.
 */
function folders(options: BuildOptions, what: string[]): { kept: string; stage: string } {
  const root = join(cacheDir(options.overlay.env), 'bin')
  const id = createHash('sha256')
    .update(JSON.stringify([options.cwd, what, options.flags, options.overlay.file]))
    .digest('hex')
    .slice(0, 16)
  const kept = join(root, id)
  try {
    mkdirSync(kept, { recursive: true })
    for (const name of readdirSync(root)) {
      const stat = statSync(join(root, name), { throwIfNoEntry: false })
      const age = Date.now() - (stat?.atimeMs ?? Infinity)
      if (name !== id && age > keptDays * 86_400_000) {
        rmSync(join(root, name), { recursive: true, force: true })
      }
    }
    return { kept, stage: mkdtempSync(join(root, 'stage-')) }
  } catch (error) {
    throw errors.unwritable(kept, messageOf(error), 'GORV_CACHE can name another folder')
  }
}

/** go names backing files and gorv's link to GOROOT; the user knows neither. */
function mapPaths(text: string, options: BuildOptions): string {
  const { overlay, toolchain, cwd } = options
  let mapped = text
  for (const [key, backing] of overlay.replaced) {
    const real = join(toolchain.goroot, 'src', 'runtime', basename(key))
    mapped = mapped.replaceAll(backing, real).replaceAll(relative(cwd, backing), real)
  }
  return mapped.replaceAll(overlay.env['GOROOT'] ?? toolchain.goroot, toolchain.goroot)
}
