/** Orders releases: go1.21rc2 before go1.21.0, which is what go1.20 was; go1.9 before go1.16. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [keyOf(a), keyOf(b)]
  for (let i = 0; i < x.length; i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function keyOf(version: string): number[] {
  const [, minor, stage = '.', number = '0'] = /^go1\.(\d+)(beta|rc|\.)?(\d+)?/.exec(version) ?? []
  return [Number(minor ?? 0), ['beta', 'rc', '.'].indexOf(stage), Number(number)]
}
