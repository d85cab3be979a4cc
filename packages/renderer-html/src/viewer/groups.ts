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
  // Two maps deep: a key made of both would be one text for each of very many Gs.
  const byFunction = new Map<string | null, Map<string, Group>>()
  const groups: Group[] = []
  for (const g of allg) {
    let byStatus = byFunction.get(g.startfn)
    if (!byStatus) byFunction.set(g.startfn, (byStatus = new Map()))
    const status = statusText(g)
    let group = byStatus.get(status)
    if (!group) {
      const key = `${g.startfn ?? ''}\n${status}`
      const { startfn, system } = g
      group = { key, startfn, status, look: lookOf(g), system, members: [] }
      byStatus.set(status, group)
      groups.push(group)
    }
    group.members.push(g)
  }
  return groups.sort((a, b) => b.members.length - a.members.length || (a.key < b.key ? -1 : 1))
}

/**
 * Whether a goroutine is one that the filter asks for. Words are parts of the
 * start function, creator, status or wait reason, all must match; `G12` is a
 * goid, `-word` excludes.
 */
export function matcher(filter: string): (g: G) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
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
