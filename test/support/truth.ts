import { ExactReplay } from '@gorv/core/exact'
import { State } from '@gorv/core/model'
import type { Snapshot } from '@gorv/core'
import { eachFrame } from './frames.ts'

/** What replay makes of the moment of one `truth` record. */
interface Replayed {
  snapshot: Snapshot
  /** Goroutines then at the edge of a system call, without a P, that were over it before the world went on. */
  back: Set<number>
  /** Ms without a P that spun then, by whether the next they said is that they do not; until then undefined. */
  spun: Map<number, boolean | undefined>
}

export interface Verdict {
  /** Moments that the program wrote down, and that were compared. */
  truths: number
  compared: number
  /** Goroutines that were on their way into a system call or back from it. */
  back: number
  /** Goroutines that an M without a P was about to put into a queue. */
  readied: number
  /** Ms that had stopped spinning, and not yet said so. */
  spun: number
  /** The first few. */
  differences: string[]
  unordered: number
}

/**
 * Holds the state that events replay to against the snapshots that the
 * runtime itself took of it, with the world stopped: a recording that was made
 * with GORV_TRUTH=1.
 */
export async function compareTruths(recording: string): Promise<Verdict> {
  const verdict: Verdict = {
    truths: 0,
    compared: 0,
    back: 0,
    readied: 0,
    spun: 0,
    differences: [],
    unordered: 0,
  }
  const told = new Map<number, Snapshot>()
  const replayed = new Map<number, Replayed>()
  const replay = new ExactReplay()
  const state = new State()
  const { world } = replay.merge
  let stopped: Replayed | undefined
  world.onTruth = (k) => {
    verdict.truths++
    const snapshot = replay.snapshot()
    const spinning = snapshot.allm.filter((m) => m.spinning && m.p === null)
    const spun = new Map(spinning.map((m) => [m.id, undefined]))
    stopped = { snapshot, back: new Set(), spun }
    replayed.set(k, stopped)
  }
  replay.merge.after = (m) => {
    for (const { spun } of replayed.values()) {
      if (spun.has(m.id) && spun.get(m.id) === undefined) spun.set(m.id, !m.spinning)
    }
    if (!stopped || world.gcwaiting) return
    const now = new Map(replay.snapshot().allg.map((g) => [g.goid, g.status]))
    for (const { goid, status } of atEdge(stopped.snapshot)) {
      if (now.get(goid) !== status) stopped.back.add(goid)
    }
    stopped = undefined
  }
  const settle = (over: boolean): void => {
    for (const [k, there] of replayed) {
      const truth = told.get(k)
      if (!truth || there === stopped) continue
      if (!over && [...there.spun.values()].includes(undefined)) continue
      compareMoment(k, truth, there, verdict)
      replayed.delete(k)
      told.delete(k)
    }
  }
  await eachFrame(recording, (frame) => {
    const change = state.apply(frame)
    if (change?.what === 'snapshot') told.set(change.snapshot.seq, change.snapshot)
    replay.push(frame)
    settle(false)
  })
  verdict.unordered = replay.finish()
  stopped = undefined
  settle(true)
  return verdict
}

/** In a system call, or about to be: no others are on an M without a P while the world is stopped. */
function atEdge({ allg, allm }: Snapshot): Snapshot['allg'] {
  const withoutP = new Set(allm.filter((m) => m.p === null).map((m) => m.curg))
  return allg.filter((g) => g.status === 'Gsyscall' || withoutP.has(g.goid))
}

function compareMoment(k: number, truth: Snapshot, there: Replayed, verdict: Verdict): void {
  verdict.compared++
  const { snapshot: played, back, spun } = there
  const same = (what: string, said: unknown, got: unknown): void => {
    const [one, other] = [JSON.stringify(said), JSON.stringify(got)]
    if (one === other || verdict.differences.length >= 20) return
    verdict.differences.push(`truth ${k}, ${what}: ${one} in the program, ${other} here`)
  }
  for (const field of ['runq', 'runqsize', 'pidle', 'midle', 'gcwaiting', 'gcphase'] as const) {
    same(field, truth.sched[field], played.sched[field])
  }
  same('Ps', idsOf(truth.allp), idsOf(played.allp))
  for (const [i, p] of truth.allp.entries()) {
    for (const field of ['status', 'm', 'runnext', 'runq'] as const) {
      same(`${field} of P ${p.id}`, p[field], played.allp[i]?.[field])
    }
  }
  // Over the edge of a system call while the runtime walked over the Gs, which takes its
  // time: no goroutine runs, but this one finds out that it may not.
  const returned = new Set<number>()
  // Readied by sysmon, say, which waits for sched.lock to put it somewhere.
  const readied = new Set<number>()
  const inReplay = new Map(played.allg.map((g) => [g.goid, g]))
  const edge = new Set(atEdge(played).map((g) => g.goid))
  const queued = new Set(truth.allp.flatMap((p) => [p.runnext, ...p.runq]))
  for (const goid of truth.sched.runq) queued.add(goid)
  for (const { goid, status } of truth.allg) {
    const other = inReplay.get(goid)
    if (status === other?.status) continue
    // From Go 1.26 on it runs at first, for a moment, without a P.
    const passing = ['Grunnable', 'Grunning', 'Gsyscall'].includes(status)
    if (passing && edge.has(goid) && back.has(goid)) returned.add(goid)
    if (status === 'Grunnable' && other?.status === 'Gwaiting' && !queued.has(goid)) {
      readied.add(goid)
    }
  }
  const runnable = new Set<number | null | undefined>()
  for (const g of truth.allg) if (g.status === 'Grunnable') runnable.add(g.goid)
  verdict.back += returned.size
  verdict.readied += readied.size
  // Those that have recorded nothing yet, and gorv's own, are not in the replay.
  const ms = new Map(truth.allm.map((m) => [m.id, m]))
  for (const m of played.allm) {
    const other = ms.get(m.id)
    for (const field of ['p', 'lockedg'] as const) {
      same(`${field} of M ${m.id}`, other?.[field], m[field])
    }
    // Who finds nothing lets go of its P and then of this flag, which is its own: it is
    // recorded with what that M does next.
    if (other?.spinning === false && spun.get(m.id)) verdict.spun++
    else same(`spinning of M ${m.id}`, other?.spinning, m.spinning)
    const letGo = other?.curg === null && m.curg !== null && returned.has(m.curg)
    // Nobody's curg is runnable: this one is just about to be let go of.
    const lettingGo = m.curg === null && m.p === null && runnable.has(other?.curg)
    if (!letGo && !lettingGo) same(`curg of M ${m.id}`, other?.curg, m.curg)
  }
  same('Gs', idsOf(truth.allg), idsOf(played.allg))
  for (const g of truth.allg) {
    const other = inReplay.get(g.goid)
    for (const field of ['waitreason', 'startfn', 'createdby', 'system'] as const) {
      if (field === 'waitreason' && readied.has(g.goid)) continue
      same(`${field} of G ${g.goid}`, g[field], other?.[field])
    }
    // Which Go before 1.21 does not keep.
    if (g.parent !== null) same(`parent of G ${g.goid}`, g.parent, other?.parent)
    if (returned.has(g.goid) || readied.has(g.goid)) continue
    same(`status of G ${g.goid}`, g.status, other?.status)
    // The runtime leaves g.m as it is where a goroutine waits.
    if (g.status !== 'Gwaiting') same(`m of G ${g.goid}`, g.m, other?.m)
  }
}

function idsOf(all: { id?: number; goid?: number }[]): (number | undefined)[] {
  return all.map((one) => one.id ?? one.goid).sort((a, b) => Number(a) - Number(b))
}
