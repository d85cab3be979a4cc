import { mkdirSync, rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { testEnv } from './gorv.ts'
import { cacheRoot, gorvBin, root, tmpRoot } from './paths.ts'

/** A missing tool fails the run; it does not skip tests. */
export default function setup(): void {
  mkdirSync(cacheRoot, { recursive: true })
  mkdirSync(tmpRoot, { recursive: true })
  for (const [tool, args] of [
    ['go', ['version']],
    ['tmux', ['-V']],
    ['/usr/bin/chromium', ['--version']],
    ['node', [gorvBin, '--version']],
  ] as const) {
    const found = spawnSync(tool, args, { encoding: 'utf8' })
    if (found.status !== 0) {
      throw new Error(
        `the tests need ${tool}: ${found.error?.message ?? found.stderr}; see README.md`,
      )
    }
  }
  // Once, not in whatever test comes first: the standard library on either patched
  // runtime. gorv has a word to say while that lasts, which is not these tests' matter.
  const begun = join(tmpRoot, 'begun.ndjson')
  for (const words of [
    ['go', 'build', '-o', '/dev/null', '.'],
    ['run', '-r', 'json', '-o', begun, '--force', '.', '--', '-d', '10ms'],
  ]) {
    const cwd = join(root, 'examples/httpserver')
    const done = spawnSync(process.execPath, [gorvBin, ...words], { cwd, env: testEnv() })
    if (done.status !== 0) throw new Error(`gorv ${words.join(' ')}: ${done.stderr}`)
  }
  rmSync(begun)
}
