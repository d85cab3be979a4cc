export interface GoVersion {
  minor: number
  patch: number
}

/**
 * Major 1 of `go1.26.8`, `go1.20`, `go1.27rc1`, `devel go1.24-…`,
 * `go1.28-devel_…`, `go1.25.6 X:nodwarf5`; undefined for anything else.
 */
export function parseGoVersion(text: string): GoVersion | undefined {
  const match = /\bgo1\.(\d+)(?:\.(\d+))?/.exec(text)
  return match ? { minor: Number(match[1]), patch: Number(match[2] ?? 0) } : undefined
}
