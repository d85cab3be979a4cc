import { mkdirSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { cacheRoot, gorvBin, tmpRoot } from './paths.ts'

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
}
