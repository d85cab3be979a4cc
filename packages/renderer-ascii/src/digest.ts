import type { G, M, P, Sched, Snapshot } from '@gorv/core/wire'
import { groupsOf, type Group } from './groups.ts'
import type { GLetter } from './letters.ts'
import { clean } from './text.ts'

/** What is kept of a snapshot to show it: small, however many goroutines there are. */
export interface Digest {
  t: number
  seq: number
  torn: boolean
  /** Torn ones among those that came so far. */
  tornSoFar: number
  skipped: number
  /** Of exact recordings: records, how many were lost, ns that threads waited for gorv; so far. */
  events: number | null
  lost: number | null
  stalled: number | null
  /** Records were lost before it: a good guess. */
  approximate: boolean
  /** Its runq may be shorter than the snapshot's; `listed` is not. */
  sched: Sched
  /** Goroutines of the global queue that the snapshot listed. */
  listed: number
  allp: P[]
  allm: M[]
  /** The goroutines that Ps and Ms name, by goid. */
  known: ReadonlyMap<number, G>
  groups: Group[]
  total: number
  /** How many there are, by letter; the runtime's own apart. */
  users: Partial<Record<GLetter, number>>
  systems: number
  scanned: number
}

const maxListed = 1024

/** Names come cleaned: they go to a terminal. */
export function digestOf(snapshot: Snapshot, tornBefore: number, unicode: boolean): Digest {
  const groups = groupsOf(snapshot.allg)
  const users: Partial<Record<GLetter, number>> = {}
  let systems = 0
  let scanned = 0
  for (const group of groups) {
    group.startfn &&= clean(group.startfn, unicode)
    group.createdby &&= clean(group.createdby, unicode)
    group.state = clean(group.state, unicode)
    scanned += group.scanned
    if (group.system) systems += group.count
    else users[group.letter] = (users[group.letter] ?? 0) + group.count
  }
  const { sched } = snapshot
  return {
    t: snapshot.t,
    seq: snapshot.seq,
    torn: snapshot.torn,
    tornSoFar: tornBefore + (snapshot.torn ? 1 : 0),
    skipped: snapshot.skipped,
    events: snapshot.events,
    lost: snapshot.lost,
    stalled: snapshot.stalled,
    approximate: snapshot.approximate === true,
    sched:
      sched.runq.length > maxListed ? { ...sched, runq: sched.runq.slice(0, maxListed) } : sched,
    listed: sched.runq.length,
    allp: snapshot.allp,
    allm: snapshot.allm,
    known: knownOf(snapshot, unicode),
    groups,
    total: snapshot.allg.length,
    users,
    systems,
    scanned,
  }
}

function knownOf(snapshot: Snapshot, unicode: boolean): Map<number, G> {
  const named = new Set<number>()
  for (const m of snapshot.allm) if (m.curg !== null) named.add(m.curg)
  for (const p of snapshot.allp) if (p.runnext !== null) named.add(p.runnext)
  const known = new Map<number, G>()
  for (const g of snapshot.allg) {
    if (!named.has(g.goid)) continue
    const startfn = g.startfn && clean(g.startfn, unicode)
    known.set(g.goid, startfn === g.startfn ? g : { ...g, startfn })
  }
  return known
}

/** Roughly how many numbers a digest holds on to. */
export function weightOf(digest: Digest): number {
  let weight = digest.sched.runq.length + digest.groups.length * 8 + digest.allm.length * 10
  for (const p of digest.allp) weight += p.runq.length + 8
  return weight
}
