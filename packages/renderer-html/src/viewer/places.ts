import type { Snapshot } from '@gorv/core/wire'

/** Where each goroutine that is not simply waiting is to be found, in words. */
export function placesOf(snapshot: Snapshot): Map<number, string> {
  const places = new Map<number, string>()
  for (const m of snapshot.allm) {
    if (m.curg === null) continue
    places.set(m.curg, m.p === null ? `on M${m.id}, without a P` : `on M${m.id} with P${m.p}`)
  }
  snapshot.sched.runq.forEach((goid, i) =>
    places.set(goid, `number ${i + 1} in the global run queue`),
  )
  for (const p of snapshot.allp) {
    p.runq.forEach((goid, i) => places.set(goid, `number ${i + 1} in P${p.id}’s run queue`))
    if (p.runnext !== null) places.set(p.runnext, `runnext of P${p.id}`)
  }
  return places
}
