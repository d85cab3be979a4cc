import type { G } from '@gorv/core/wire'
import { gLetter, gLetters, type GLetter } from './letters.ts'

/** Goroutines that began with one function and are in one state. */
export interface Group {
  startfn: string | null
  letter: GLetter
  state: string
  system: boolean
  count: number
  /** The largest goid: the youngest of them. */
  newest: number
  createdby: string | null
  /** Of these, how many stacks the collector is at. */
  scanned: number
}

/**
 * However many goroutines there are, few groups. Those of one function stand
 * together, the most numerous function first, its states in a fixed order: what
 * a goroutine does changes all the time, and the rows should not jump about.
 */
export function groupsOf(allg: G[]): Group[] {
  const tables = { user: new Map(), system: new Map() } as Record<'user' | 'system', Table>
  let last: G | undefined
  let group: Group | undefined
  for (const g of allg) {
    // Neighbours in allgs are mostly alike: that spares most of the look-ups.
    if (
      !group ||
      !last ||
      g.status !== last.status ||
      g.waitreason !== last.waitreason ||
      g.startfn !== last.startfn ||
      g.system !== last.system
    ) {
      group = groupOf(g.system ? tables.system : tables.user, g)
    }
    last = g
    group.count++
    if (g.goid > group.newest) {
      group.newest = g.goid
      group.createdby = g.createdby
    }
    if (g.scan) group.scanned++
  }
  return [tables.user, tables.system]
    .flatMap((table) => [...table.values()].map(familyOf))
    .sort((a, b) => b.count - a.count || compare(a.name, b.name))
    .flatMap((family) => family.groups)
}

type Table = Map<string | null, Map<string, Group>>

function groupOf(table: Table, g: G): Group {
  let states = table.get(g.startfn)
  if (!states) table.set(g.startfn, (states = new Map<string, Group>()))
  const key = g.waitreason ?? g.status
  let group = states.get(key)
  if (!group) {
    const letter = gLetter(g)
    group = {
      startfn: g.startfn,
      letter,
      state: g.waitreason ?? stateOf(g.status, letter),
      system: g.system,
      count: 0,
      newest: -1,
      createdby: g.createdby,
      scanned: 0,
    }
    states.set(key, group)
  }
  return group
}

/** The groups of one function. */
function familyOf(states: Map<string, Group>): { name: string; count: number; groups: Group[] } {
  const groups = [...states.values()].sort(
    (a, b) => order.indexOf(a.letter) - order.indexOf(b.letter) || compare(a.state, b.state),
  )
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  return { name: groups[0]?.startfn ?? '', count, groups }
}

const order = Object.keys(gLetters)

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function stateOf(status: string, letter: GLetter): string {
  if (status === 'Grunning') return 'running'
  if (status === 'Gsyscall') return 'system call'
  return letter === '?' ? status : gLetters[letter].means
}
