import { readFileSync } from 'node:fs'
import { resolve, type PlatformPath } from 'node:path'
import { errors, messageOf } from '../errors.ts'
import { moved, samePath } from '../toolchain/index.ts'

/** What go is to replace: path by path, '' where a file is to be missing. */
export type Replace = Record<string, string>

/** A user's own overlay as it stands in its file. */
export function readOverlay(cwd: string, file: string): Replace {
  const path = resolve(cwd, file)
  let theirs: unknown
  try {
    theirs = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw errors.overlayUnreadable(path, messageOf(error))
  }
  const replace = isMap(theirs) ? (theirs['Replace'] ?? {}) : undefined
  if (isMap(replace) && Object.values(replace).every((to) => typeof to === 'string')) {
    return replace as Replace
  }
  throw errors.overlayUnreadable(path, 'it must be {"Replace": {"path": "path"}}')
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * gorv's replacement beside the user's own: go takes one -overlay alone.
 * Relative paths of theirs count from the go command's folder, as in go. What
 * they replace in GOROOT is meant where gorv has go look for it: `link`.
 */
export function mergeOverlays(
  gorvs: Replace,
  theirs: Replace,
  where: { cwd: string; goroot: string; link: string },
  p: PlatformPath,
): Replace {
  const replace: Replace = {}
  for (const [from, to] of Object.entries(theirs)) {
    const file = moved(p.resolve(where.cwd, from), where.goroot, where.link, p)
    if (Object.keys(gorvs).some((key) => samePath(file, key, p)))
      throw errors.overlayClash(p.resolve(where.cwd, from))
    replace[file] = to === '' ? '' : p.resolve(where.cwd, to)
  }
  return { ...replace, ...gorvs }
}
