import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
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
  const out = outputDir(options, what)
  let names = await buildInto(out, what, options)
  if (names.length > 1) {
    // A module that was renamed left its program under the former name.
    for (const name of names) rmSync(join(out, name))
    names = await buildInto(out, what, options)
  }
  if (names.length === 0) throw errors.notMain(what.join(' '))
  if (names.length > 1) throw errors.manyMains(what.join(' '), names)
  return join(out, names[0] ?? '')
}

/** Names of the programs that are in the folder after the build. */
async function buildInto(out: string, what: string[], options: BuildOptions): Promise<string[]> {
  const { overlay, toolchain, cwd } = options
  const atVersion = what.length === 1 && /[^\\/]@[^\\/]+$/.test(what[0] ?? '')
  // go build knows no path@version; go install does.
  const args = atVersion
    ? ['install', '-overlay', overlay.file, ...options.flags, ...what]
    : ['build', '-o', out + '/', '-overlay', overlay.file, ...options.flags, ...what]
  // On the same file system as `out`, so that go renames its result into its
  // place: another gorv that starts the program meanwhile never sees half of it.
  const GOTMPDIR = tmpOf(out)
  const env = { ...overlay.env, GOTMPDIR, ...(atVersion ? { GOBIN: out } : {}) }
  const result = await runTool(toolchain.go, args, {
    cwd,
    env,
    onStderr: (text) => options.onStderr(mapPaths(text, options)),
  }).catch((error: unknown) => {
    throw errors.spawn(toolchain.go, messageOf(error))
  })
  if (result.code !== 0) {
    if (/no main packages to build/.test(result.stderr)) throw errors.notMain(what.join(' '))
    throw errors.buildFailed()
  }
  return readdirSync(out)
}

const keptDays = 14

/**
 * A folder that is this build's alone and the same next time: go links only
 * what is not up to date. Folders that nobody used for long are removed.
 */
function outputDir(options: BuildOptions, what: string[]): string {
  const root = join(cacheDir(options.overlay.env), 'bin')
  const id = createHash('sha256')
    .update(JSON.stringify([options.cwd, what, options.flags, options.overlay.file]))
    .digest('hex')
    .slice(0, 16)
  const out = join(root, id)
  try {
    mkdirSync(out, { recursive: true })
    mkdirSync(tmpOf(out), { recursive: true })
    for (const name of readdirSync(root)) {
      const age = Date.now() - statSync(join(root, name)).atimeMs
      if (name !== id && age > keptDays * 86_400_000) {
        rmSync(join(root, name), { recursive: true, force: true })
      }
    }
  } catch (error) {
    throw errors.unwritable(out, messageOf(error), 'GORV_CACHE can name another folder')
  }
  return out
}

const tmpOf = (out: string): string => join(out, '..', '..', 'tmp')

/** go names backing files and gorv's link to GOROOT; the user knows neither. */
function mapPaths(text: string, options: BuildOptions): string {
  const { overlay, toolchain, cwd } = options
  const real = join(toolchain.goroot, 'src', 'runtime', 'runtime2.go')
  return text
    .replaceAll(overlay.backing, real)
    .replaceAll(relative(cwd, overlay.backing), real)
    .replaceAll(overlay.env['GOROOT'] ?? toolchain.goroot, toolchain.goroot)
}
