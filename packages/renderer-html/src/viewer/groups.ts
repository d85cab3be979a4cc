import type { G } from '@gorv/core/wire'
import { lookOf, statusText, type Look } from './status.ts'

/** Goroutines of the same start function that do the same. */
export interface Group {
  key: string
  /** null where this Go does not tell. */
  startfn: string | null
  status: string
  look: Look
  system: boolean
  members: G[]
}

/** The largest first; equal ones by name, so that they do not change places as it plays. */
export function groupsOf(allg: readonly G[]): Group[] {
  const groups = new Map<string, Group>()
  for (const g of allg) {
    const status = statusText(g)
    const key = `${g.startfn ?? ''}\n${status}`
    const group = groups.get(key)
    if (group) group.members.push(g)
    else {
      groups.set(key, {
        key,
        startfn: g.startfn,
        status,
        look: lookOf(g),
        system: g.system,
        members: [g],
      })
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.members.length - a.members.length || (a.key < b.key ? -1 : 1),
  )
}

/**
 * Whether a goroutine is one that the filter asks for. Words are parts of the
 * start function, creator, status or wait reason, all must match; `G12` is a
 * goid, `-word` excludes.
 */
export function matcher(filter: string): (g: G) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return (g) => {
    const text = [g.startfn, g.createdby, g.createdat, statusText(g), g.status]
      .join('\n')
      .toLowerCase()
    const has = (word: string) => word === `g${g.goid}` || text.includes(word)
    return words.every((word) =>
      word.length > 1 && word.startsWith('-') ? !has(word.slice(1)) : has(word),
    )
  }
}
