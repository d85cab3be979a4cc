import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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

export interface Built {
  program: string
  /** Removes what the build left. */
  remove(): void
}

/** Builds the program into a folder of its own; go's messages go to `onStderr`. Throws BUILD where go failed. */
export async function buildTarget(options: BuildOptions): Promise<Built> {
  const { overlay, toolchain, cwd } = options
  const what = options.what.length > 0 ? options.what : ['.']
  const dir = mkdtempSync(join(tmpdir(), 'gorv-build-'))
  const remove = () => rmSync(dir, { recursive: true, force: true })
  try {
    const out = join(dir, 'bin')
    mkdirSync(out)
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
    const names = readdirSync(out)
    if (result.code !== 0) {
      if (/no main packages to build/.test(result.stderr)) throw errors.notMain(what.join(' '))
      throw errors.buildFailed()
    }
    if (names.length === 0) throw errors.notMain(what.join(' '))
    if (names.length > 1) throw errors.manyMains(what.join(' '), names)
    return { program: join(out, names[0] ?? ''), remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** go names backing files and gorv's link to GOROOT; the user knows neither. */
function mapPaths(text: string, options: BuildOptions): string {
  const { overlay, toolchain, cwd } = options
  const real = join(toolchain.goroot, 'src', 'runtime', 'runtime2.go')
  return text
    .replaceAll(overlay.backing, real)
    .replaceAll(relative(cwd, overlay.backing), real)
    .replaceAll(overlay.env['GOROOT'] ?? toolchain.goroot, toolchain.goroot)
}
