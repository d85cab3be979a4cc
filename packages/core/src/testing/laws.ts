import {
  Grunnable,
  Grunning,
  Gsyscall,
  Gwaiting,
  Gpreempted,
  Pdead,
  Prunning,
  Psyscall,
  Pgcstop,
  Pidle,
  inGlobal,
  inHand,
  inRing,
  inRunnext,
  nowhere,
  onM,
  polled,
  putOff,
  ringSize,
  type G,
} from '../exact/entities.ts'
import type { World } from '../exact/world.ts'

/**
 * What holds in every state of a scheduler, checked on the data alone; for
 * tests, after each record. Returns what does not hold.
 */
export function brokenLaws(w: World): string[] {
  const broken: string[] = []
  const law = (holds: boolean, text: string) => {
    if (!holds) broken.push(text)
  }
  const placed = placesByQueues(w, law)
  for (const g of w.gs.values()) lawsOfG(w, g, placed.get(g) ?? [], law)
  for (const g of placed.keys()) law(w.gs.get(g.goid) === g, `g${g.goid} is gone, and in a place`)
  lawsOfPs(w, law)
  lawsOfMs(w, law)
  return broken
}

type Law = (holds: boolean, text: string) => void

/** Each G's places, by looking into every place. */
function placesByQueues(w: World, law: Law): Map<G, number[]> {
  const placed = new Map<G, number[]>()
  const found = (g: G, place: number) => placed.set(g, [...(placed.get(g) ?? []), place])
  let size = 0
  let last: G | undefined
  for (let g = w.globalHead; g && size <= w.runqsize; g = g.next) {
    found(g, inGlobal)
    size++
    last = g
  }
  law(size === w.runqsize, `runqsize is ${w.runqsize}, and the queue has ${size}`)
  law(last === w.globalTail, 'the global tail is not the last one')
  for (const p of w.ps) {
    if (p.runnext) found(p.runnext, inRunnext)
    law(p.ring.size <= ringSize, `P ${p.id} has ${p.ring.size}`)
    for (const g of p.ring.list()) found(g, inRing)
    for (const g of [p.runnext, ...p.ring.list()]) law(!g || g.p === p, `p of g${g?.goid}`)
    law(!p.overflow || p.ring.full, `P ${p.id} has an overflow and room`)
    law(!p.overflow || p.overflow.m === p.m, `P ${p.id}'s overflow is in no hand of its own`)
  }
  for (const m of w.ms.values()) if (m.curg) found(m.curg, onM)
  return placed
}

function lawsOfG(w: World, g: G, places: number[], law: Law): void {
  const name = `g${g.goid}`
  law(places.length <= 1, `${name} is in ${places.length} places`)
  const queued = places[0]
  const elsewhere = [inHand, nowhere, polled, putOff].includes(g.place)
  law(queued === undefined ? elsewhere : queued === g.place, `${name} is not where it says`)
  law(g.next === undefined || g.place === inGlobal, `${name} is linked and not queued`)
  const has = (...statuses: number[]) =>
    law(statuses.includes(g.status), `${name}: ${g.status} in ${g.place}`)
  if (g.place === onM) {
    has(Grunning, Gsyscall, Gwaiting)
    law(g.m?.curg === g, `${name} runs and is no curg`)
    // Who stops the world may lose its P to procresize, and gets P 0.
    law(g.status !== Grunning || !!g.m?.p || w.gcwaiting, `${name} runs without a P`)
  } else if (g.place === nowhere || g.place === polled) {
    has(Gwaiting, Gpreempted)
  } else {
    has(Grunnable)
  }
  if (g.place === inHand)
    law(g.m !== undefined && w.ms.get(g.m.id) === g.m, `${name} is in no hand`)
}

function lawsOfPs(w: World, law: Law): void {
  law(new Set(w.pidle).size === w.pidle.length, 'a P is idle twice')
  for (const p of w.ps) {
    const name = `P ${p.id}`
    law(!p.m || p.m.p === p, `${name}: its M has another`)
    law(p.idle === w.pidle.includes(p), `${name} is not listed as it says`)
    law(!p.idle || (!p.m && p.status === Pidle), `${name} is idle and owned`)
    const owned = p.status === Prunning || p.status === Psyscall
    law(owned ? p.m !== undefined : !p.m || p.status === Pgcstop, `${name}: ${p.status}`)
    law(p.id < w.nprocs === (p.status !== Pdead), `${name} of ${w.nprocs}: ${p.status}`)
    // A thread of C that leaves Go leaves its P like that, for whoever takes it.
    const left = p.m?.dropped === true && !p.m.curg
    law(p.status !== Psyscall || left || p.m?.curg?.status === Gsyscall, `${name}: no system call`)
  }
}

function lawsOfMs(w: World, law: Law): void {
  let idle = 0
  for (const m of w.ms.values()) {
    law(!m.p || m.p.m === m, `M ${m.id}: its P is another's`)
    law(!m.idle || (!m.p && !m.curg), `M ${m.id} is idle and has something`)
    law(!m.curg || m.curg.m === m, `M ${m.id}: its curg is another's`)
    if (m.idle) idle++
  }
  law(idle === w.nmidle, `nmidle is ${w.nmidle}, and ${idle} are`)
}
