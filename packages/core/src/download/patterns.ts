import type { GoSettings } from './settings.ts'

/** Which setting keeps the checksum database from being asked about a module; undefined if none does. */
export function databaseOff(settings: GoSettings, module: string): string | undefined {
  if (settings.GOSUMDB === 'off') return 'GOSUMDB=off'
  if (matchesPrefix(settings.GONOSUMDB, module)) {
    return settings.GONOSUMDB === settings.GOPRIVATE
      ? `GOPRIVATE=${settings.GOPRIVATE}`
      : `GONOSUMDB=${settings.GONOSUMDB}`
  }
  return /(^|\s)--?insecure(\s|$|=)/.test(settings.GOFLAGS) ? 'GOFLAGS=-insecure' : undefined
}

/** Go's module.MatchPrefixPatterns: does any of the patterns match as many elements of the path as it has? */
export function matchesPrefix(patterns: string, path: string): boolean {
  const elements = path.split('/')
  return patterns
    .split(',')
    .map((pattern) => pattern.trim().replace(/\/$/, ''))
    .filter(Boolean)
    .some((pattern) => {
      const prefix = elements.slice(0, pattern.split('/').length)
      return prefix.length === pattern.split('/').length && glob(pattern).test(prefix.join('/'))
    })
}

/** Go's path.Match: `*` and `?` within an element, and classes of characters. */
function glob(pattern: string): RegExp {
  const words: Record<string, string> = { '*': '[^/]*', '?': '[^/]' }
  const source = pattern.replaceAll(/\[\^?[^\]]+\]|[*?]|[\\^$.|+(){}[\]]/g, (part) =>
    part.length > 1 ? part : (words[part] ?? `\\${part}`),
  )
  return new RegExp(`^${source}$`)
}
