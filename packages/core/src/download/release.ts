/** `go1.22.5`, `go1.20`, `go1.27rc1`: what a release is called. */
const shape = /^go1(?:\.(\d+))?(?:\.(\d+))?(?:(beta|rc)(\d+))?$/

export function isRelease(version: string): boolean {
  return shape.test(version)
}

/** Numbers by which releases are ordered: minor, patch, beta before rc before the release itself. */
function parts(version: string): number[] {
  const [, minor = '0', patch = '0', kind, n = '0'] = shape.exec(version) ?? []
  return [Number(minor), Number(patch), ['beta', 'rc', undefined].indexOf(kind), Number(n)]
}

/** Oldest first. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  for (const [i, part] of left.entries()) {
    const difference = part - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The few of `known` (oldest first) around `wanted`; of the same minor version if there are such. */
export function nearestReleases(wanted: string, known: readonly string[]): string[] {
  const minor = parts(wanted)[0]
  const same = known.filter((version) => parts(version)[0] === minor)
  const from = same.length > 0 ? same : known
  const after = from.findIndex((version) => compareReleases(version, wanted) > 0)
  const middle = after === -1 ? from.length : after
  return from.slice(Math.max(0, Math.min(middle - 2, from.length - 3)), middle + 2).slice(0, 3)
}
