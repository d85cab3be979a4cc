import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../errors.ts'
import { expose, type Look } from './expose.ts'

/** A line of verified.json, which `pnpm matrix` writes. */
interface Verified {
  release: string
  /** linux/amd64 */
  port: string
  passed: string[]
  failed?: string
  /** runtimeHash of what was looked at. */
  runtime: string
}

/** How far gorv is known to work with a Go. */
export interface Standing {
  /**
   * `verified`: this very release was watched on this port. `expected`: its
   * runtime declares what gorv needs. `refused`: it does not. `unknown`: its
   * runtime is not here to be looked at.
   */
  status: 'verified' | 'expected' | 'refused' | 'unknown'
  /** What speaks against it. */
  why: string | null
}

let verified: Map<string, Verified> | undefined

/**
 * Whether this very release went through the matrix on this port and was
 * watched there. With `goroot`, whether what lies there is that release: a
 * distribution may have patched it.
 */
export function isVerified(
  version: string,
  goos: string,
  goarch: string,
  goroot?: string,
): boolean {
  verified ??= readVerified()
  const known = verified.get(`${version} ${goos}/${goarch}`)
  return known !== undefined && (goroot === undefined || runtimeHash(goroot) === known.runtime)
}

/** By which the runtime of one release is told from another's or a patched one. */
export function runtimeHash(goroot: string): string {
  const hash = createHash('sha256')
  for (const name of ['runtime2.go', 'proc.go']) {
    hash.update(readFileSync(join(goroot, 'src', 'runtime', name)))
  }
  return hash.digest('hex').slice(0, 12)
}

/** Of a Go that is here: looks at what its runtime declares. */
export function standingOf(go: Look & { version: string }): Standing {
  try {
    expose(go)
  } catch (error) {
    return { status: 'refused', why: messageOf(error) }
  }
  const known = isVerified(go.version, go.goos, go.goarch, go.goroot)
  return { status: known ? 'verified' : 'expected', why: null }
}

function readVerified(): Map<string, Verified> {
  const text = readFileSync(new URL('./verified.json', import.meta.url), 'utf8')
  const results = JSON.parse(text) as Verified[]
  return new Map(
    results
      .filter((one) => one.failed === undefined && one.passed.includes('run'))
      .map((one) => [`${one.release} ${one.port}`, one]),
  )
}
