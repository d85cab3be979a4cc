// Test binaries of the standard library: as go makes them, and with the exact overlay.
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findToolchain, prepareOverlay } from '@gorv/core'
import { run } from '../matrix/run.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A release, fetched if need be, and its overlay; what is built goes below `dir`. */
export async function openRelease(version, dir) {
  const env = { ...process.env, GOFLAGS: '', GORV_CACHE: join(root, '.cache/gorv') }
  const toolchain = await findToolchain({ cwd: dir, env, go: version })
  const overlay = prepareOverlay({ toolchain, env, cwd: dir, exact: true })
  return { toolchain, overlay, dir: join(dir, version) }
}

/** Both binaries and how they are run; undefined where this release has no such package or no tests of it. */
export async function buildTests({ toolchain, overlay, dir }, name) {
  const cwd = join(toolchain.goroot, 'src', name)
  if (!existsSync(cwd)) return undefined
  const files = { plain: join(dir, name, 'plain.test'), exact: join(dir, name, 'exact.test') }
  mkdirSync(join(dir, name), { recursive: true })
  await build(['-o', files.plain, name], toolchain.env)
  if (!existsSync(files.plain)) return undefined
  await build(['-overlay', overlay.file, '-o', files.exact, name], overlay.env)
  // Some tests build and run programs of their own: with this very Go.
  const { goroot } = toolchain
  const env = {
    ...toolchain.env,
    GOROOT: goroot,
    GOTOOLCHAIN: 'local',
    PATH: [join(goroot, 'bin'), toolchain.env.PATH].join(delimiter),
    PWD: cwd,
  }
  const common = { cwd, env, overlay }
  return { plain: { ...common, file: files.plain }, exact: { ...common, file: files.exact } }

  async function build(args, its) {
    const made = await run(toolchain.go, ['test', '-c', ...args], {
      cwd: dir,
      env: its,
      seconds: 600,
    })
    if (made.code !== 0) throw new Error(`go test -c ${name}: ${made.stderr.trim().slice(0, 400)}`)
  }
}
