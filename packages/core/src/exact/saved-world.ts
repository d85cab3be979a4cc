import type { SavedRecords } from '../wire/m-records.ts'
import { G, M, P, inGlobal, inRing, inRunnext } from './entities.ts'
import type { World } from './world.ts'

/** A replayed state as JSON: ids for what is linked, 0 or -1 for none. */
export interface SavedWorld {
  nprocs: number
  lockSeq: number
  gcwaiting: boolean
  gcphase: number
  stalled: number
  lost: number
  lossySince: number | null
  runq: number[]
  pidle: number[]
  ps: SavedP[]
  ms: SavedM[]
  gs: SavedG[]
}

type SavedP = [
  status: number,
  m: number,
  epoch: number,
  runnext: number,
  overflow: number,
  ring: number[],
]

/** `bits`: started, spinning, idle, preempting, firing, has a record at hand. */
type SavedM = [
  id: number,
  bits: number,
  procid: number,
  lockedg: number,
  held: number,
  records: SavedRecords,
]

/** `bits`: fresh, back, curg. */
type SavedG = [
  goid: number,
  status: number,
  place: number,
  m: number,
  reason: number,
  site: number,
  parent: number,
  bits: number,
  timerM: number,
  kickedBy: number,
]

const bitsOf = (...all: boolean[]) => all.reduce((bits, one, i) => bits | (Number(one) << i), 0)

export function saveWorld(w: World): SavedWorld {
  const runq: number[] = []
  for (let g = w.globalHead; g; g = g.next) runq.push(g.goid)
  return {
    nprocs: w.nprocs,
    lockSeq: w.lockSeq,
    gcwaiting: w.gcwaiting,
    gcphase: w.gcphase,
    stalled: w.stalled,
    lost: w.lost,
    lossySince: w.lossySince ?? null,
    runq,
    pidle: w.pidle.map((p) => p.id),
    ps: w.ps.map((p) => [
      p.status,
      p.m?.id ?? -1,
      p.epoch,
      p.runnext?.goid ?? 0,
      p.overflow?.goid ?? 0,
      p.ring.list().map((g) => g.goid),
    ]),
    ms: [...w.ms.values()].map((m) => [
      m.id,
      bitsOf(m.started, m.spinning, m.idle, m.preempting, m.firing, m.atHand, m.dropped),
      m.procid,
      m.lockedg?.goid ?? 0,
      m.held?.id ?? -1,
      m.records.save(),
    ]),
    gs: [...w.gs.values()].map((g) => [
      g.goid,
      g.status,
      g.place,
      g.m?.id ?? -1,
      g.reason,
      g.site,
      g.parent,
      bitsOf(g.fresh, g.back, g.m?.curg === g),
      g.timerM?.id ?? -1,
      g.kickedBy?.id ?? -1,
    ]),
  }
}

/** Into a new world. What is no saved world throws something. */
export function loadWorld(w: World, saved: SavedWorld): void {
  w.nprocs = saved.nprocs
  w.lockSeq = saved.lockSeq
  w.gcwaiting = saved.gcwaiting
  w.gcphase = saved.gcphase
  w.stalled = saved.stalled
  w.lost = saved.lost
  w.lossySince = saved.lossySince ?? undefined
  saved.ps.forEach((_, id) => w.ps.push(new P(id)))
  for (const [id, bits, procid, , held, records] of saved.ms) {
    const m = new M(id)
    w.ms.set(id, m)
    m.started = (bits & 1) !== 0
    m.spinning = (bits & 2) !== 0
    m.idle = (bits & 4) !== 0
    m.preempting = (bits & 8) !== 0
    m.firing = (bits & 16) !== 0
    m.atHand = (bits & 32) !== 0
    m.dropped = (bits & 64) !== 0
    m.procid = procid
    m.held = w.ps[held]
    m.records.load(records)
    if (m.idle) w.nmidle++
  }
  for (const one of saved.gs) loadG(w, one)
  for (const [id, , , lockedg] of saved.ms) (w.ms.get(id) as M).lockedg = w.gs.get(lockedg)
  saved.ps.forEach((one, id) => loadP(w, w.ps[id] as P, one))
  for (const id of saved.pidle) {
    const p = w.ps[id] as P
    p.idle = true
    w.pidle.push(p)
  }
  for (const goid of saved.runq) loadGlobal(w, w.gs.get(goid) as G)
}

function loadG(w: World, saved: SavedG): void {
  const [goid, status, place, mid, reason, site, parent, bits, timerM, kickedBy] = saved
  const m = w.ms.get(mid)
  const g = new G(goid, m, site, parent)
  g.status = status
  g.place = place
  g.reason = reason
  g.fresh = (bits & 1) !== 0
  g.back = (bits & 2) !== 0
  if ((bits & 4) !== 0 && m) m.curg = g
  g.timerM = w.ms.get(timerM)
  g.kickedBy = w.ps[kickedBy]
  w.gs.set(goid, g)
}

function loadP(w: World, p: P, [status, mid, epoch, runnext, overflow, ring]: SavedP): void {
  p.status = status
  p.epoch = epoch
  p.m = w.ms.get(mid)
  if (p.m) p.m.p = p
  p.runnext = w.gs.get(runnext)
  p.overflow = w.gs.get(overflow)
  for (const goid of ring) p.ring.push(w.gs.get(goid) as G)
  for (const g of [p.runnext, ...p.ring.list()]) {
    if (!g) continue
    g.p = p
    g.place = g === p.runnext ? inRunnext : inRing
  }
}

function loadGlobal(w: World, g: G): void {
  g.place = inGlobal
  if (w.globalTail) w.globalTail.next = g
  else w.globalHead = g
  w.globalTail = g
  w.runqsize++
}
