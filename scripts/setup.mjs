// Makes a clean clone ready: dependencies, then the build. Does nothing twice.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Runs a command in the repository with its output shown; throws if it fails. */
export function step(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) throw result.error
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${result.signal ?? result.status}`)
  }
}

/** pnpm of the version that package.json names, without a global install. */
export function pnpm(args, options) {
  step('npx', ['--yes', manifest.packageManager, ...args], options)
}

export function setup() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`gorv needs Node 20.19 or newer, and this is ${process.version}`)
  }
  const installed = join(root, 'node_modules/.modules.yaml')
  const fresh =
    existsSync(installed) &&
    statSync(installed).mtimeMs > statSync(join(root, 'pnpm-lock.yaml')).mtimeMs &&
    existsSync(join(root, 'packages/cli/node_modules'))
  // Quiet on stdout, which may be somebody's data.
  const stdio = ['ignore', 2, 2]
  if (!fresh) pnpm(['install', '--frozen-lockfile'], { stdio })
  step(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { stdio })
  step(process.execPath, [join(root, 'scripts/assets.mjs')], { stdio })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup()
