import { readFileSync } from 'node:fs'
import { messageOf } from '../errors.ts'
import { expose, type Look } from './expose.ts'

/** A line of verified.json, which `pnpm matrix` writes. */
interface Verified {
  release: string
  /** linux/amd64 */
  port: string
  passed: string[]
  failed?: string
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

let verified: Set<string> | undefined

/** Whether this very release went through the matrix on this port and was watched there. */
export function isVerified(version: string, goos: string, goarch: string): boolean {
  verified ??= readVerified()
  return verified.has(`${version} ${goos}/${goarch}`)
}

/** Of a Go that is here: looks at what its runtime declares. */
export function standingOf(go: Look & { version: string }): Standing {
  try {
    expose(go)
  } catch (error) {
    return { status: 'refused', why: messageOf(error) }
  }
  const known = isVerified(go.version, go.goos, go.goarch)
  return { status: known ? 'verified' : 'expected', why: null }
}

function readVerified(): Set<string> {
  const text = readFileSync(new URL('./verified.json', import.meta.url), 'utf8')
  const results = JSON.parse(text) as Verified[]
  return new Set(
    results
      .filter((one) => one.failed === undefined && one.passed.includes('run'))
      .map((one) => `${one.release} ${one.port}`),
  )
}
