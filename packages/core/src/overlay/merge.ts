import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { errors, messageOf } from '../errors.ts'

/**
 * gorv's replacement beside the user's own: go takes one -overlay alone.
 * Relative paths of theirs count from the go command's folder, as in go.
 */
export function mergeOverlays(
  key: string,
  backing: string,
  own: string | undefined,
  cwd: string,
): Record<string, string> {
  const replace: Record<string, string> = {}
  if (own !== undefined) {
    const path = resolve(cwd, own)
    let theirs: unknown
    try {
      theirs = JSON.parse(readFileSync(path, 'utf8'))
    } catch (error) {
      throw errors.overlayUnreadable(path, messageOf(error))
    }
    const entries = (theirs as { Replace?: Record<string, string> } | null)?.Replace ?? {}
    for (const [from, to] of Object.entries(entries)) {
      const file = resolve(cwd, from)
      if (file === key) throw errors.overlayClash(key)
      replace[file] = to === '' ? '' : resolve(cwd, to)
    }
  }
  replace[key] = backing
  return replace
}
