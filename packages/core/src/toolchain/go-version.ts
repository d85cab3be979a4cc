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

/** Negative where `a` is the older one; betas and candidates count as their release. */
export function compareGo(a: GoVersion, b: GoVersion): number {
  return a.minor - b.minor || a.patch - b.patch
}

/** The name of a release: `1.22.5` and `go1.22.5` are go1.22.5; undefined for anything else. */
export function releaseName(text: string): string | undefined {
  return /^(go)?1\.\d+(\.\d+)?((rc|beta)\d+)?$/.test(text)
    ? `go${text.replace(/^go/, '')}`
    : undefined
}

/** The newest stable one of these releases, of one minor version if that is given. */
export function newestOf(releases: readonly string[], minor?: number): string | undefined {
  const at = (name: string) => parseGoVersion(name) ?? { minor: 0, patch: 0 }
  return releases
    .filter((name) => /^go1(\.\d+)+$/.test(name))
    .filter((name) => minor === undefined || at(name).minor === minor)
    .sort((a, b) => compareGo(at(b), at(a)))[0]
}

/** `go1.26.8` of `go1.26.8 X:nodwarf5` or `go1.26.8-X:…`. */
export function versionWord(text: string): string {
  return text.split(/[\s-]/)[0] ?? ''
}
