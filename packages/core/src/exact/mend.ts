import * as rec from '../wire/events.gen.ts'
import {
  G,
  Grunnable,
  Grunning,
  Gsyscall,
  Gwaiting,
  Gpreempted,
  Pdead,
  Pidle,
  Prunning,
  Psyscall,
  nowhere,
  onM,
  reasonUnknown,
  type M,
  type P,
} from './entities.ts'
import type { World } from './world.ts'

// Where records were lost, one may find a state in which it could never happen.
// Then what it says is the best that is known: the state is changed until the
// record can be applied. Only for recordings with `lost` records.

/** Makes the record at hand possible, as far as that can be guessed. */
export function mend(w: World, m: M): void {
  const r = m.records
  w.current = m
  if (w.nprocs === 0) return
  m.started ||= r.kind !== rec.recMstart
  if (rec.underLock[r.kind] === 1) w.lockSeq = r.lockSeq - 1
  if (m.p?.overflow && r.kind !== rec.recSpill) w.toGlobalTail(detached(w, m.p.overflow))
  switch (r.kind) {
    case rec.recPut:
    case rec.recPutNext:
    case rec.recPutNextFired:
      needP(w, m)
      if (m.curg?.goid !== r.g) hand(w, m, r.g)
      return
    case rec.recGlobPut:
    case rec.recGlobPutHead:
      if (m.curg?.goid !== r.g) hand(w, m, r.g)
      return
    case rec.recGlobPutBatch:
    case rec.recPutBatch:
      if (r.kind === rec.recPutBatch) freeP(w, w.p(m), m)
      for (let i = 0; i < r.count; i++) hand(w, m, r.list[i] as number)
      return
    case rec.recCreate:
    case rec.recCreateNext:
      if (r.kind === rec.recCreateNext) needP(w, m)
      forget(w, r.g)
      return
    case rec.recRun:
    case rec.recRunGlobal:
      needIdle(w, m)
      hand(w, m, r.g)
      return
    case rec.recRunNext:
    case rec.recGotNext:
    case rec.recDrainNext:
      if (r.kind === rec.recRunNext) needIdle(w, m)
      needRunnext(w, needP(w, m), r.g)
      return
    case rec.recRunLocal:
    case rec.recGotLocal:
      if (r.kind === rec.recRunLocal) needIdle(w, m)
      needHead(w, m, needP(w, m), 1)
      return
    case rec.recSteal:
      needP(w, m)
      needHead(w, m, w.p(m), r.n)
      return
    case rec.recStealNext:
      needP(w, m)
      needRunnext(w, w.p(m), r.g)
      return
    case rec.recSpill:
    case rec.recDrain:
      needHead(w, m, needP(w, m), r.n)
      return
    case rec.recGlobGet:
      w.toGlobalHead(detached(w, known(w, m, r.g)))
      r.n = Math.max(1, Math.min(r.n, w.runqsize))
      return
    case rec.recPark:
    case rec.recParkNew:
    case rec.recExit:
    case rec.recPreemptPark:
    case rec.recSyscall:
      curgIs(m, Grunning)
      return
    case rec.recSysexit:
    case rec.recSysback:
    case rec.recSysrewire:
      if (!m.curg) return
      needP(w, m).status = r.kind === rec.recSysexit ? Prunning : Psyscall
      curgIs(m, Gsyscall)
      return
    case rec.recDrop:
      curgIs(m, Gsyscall)
      return
    case rec.recSysexitSlow:
      if (m.p) w.disown(m.p, Pidle)
      place(w, m, r.g, Gsyscall)
      return
    case rec.recSuspended:
      w.toNowhere(detached(w, known(w, m, r.g)), Gpreempted, 0)
      return
    case rec.recNetpoll:
      for (let i = 0; i < r.count; i++) wait(w, known(w, m, r.list[i] as number))
      return
    case rec.recCoroSwitch:
      needP(w, m)
      wait(w, known(w, m, r.g))
      curgIs(m, Grunning)
      return
    case rec.recGwait:
    case rec.recGback:
      mendGwait(w, m)
      return
    case rec.recAdopt:
      needIdle(w, m)
      forget(w, r.g)
      return
    case rec.recWire:
      mendIdleM(w, m, false)
      if (m.p) w.disown(m.p, Pidle)
      freeP(w, w.p(m), undefined)
      return
    case rec.recPidlePut:
    case rec.recHandoff:
    case rec.recRetake:
      freeP(w, w.p(m), undefined)
      return
    case rec.recPidleGet:
      freeP(w, w.p(m), undefined)
      w.p(m).idle = true
      w.pidle.push(w.p(m))
      return
    case rec.recMput:
    case rec.recMget:
      mendIdleM(w, w.m(r.mid), r.kind === rec.recMget)
      return
    case rec.recMexit:
      needIdle(w, m)
      if (m.p) w.disown(m.p, Pidle)
      if (m.idle) mendIdleM(w, m, false)
      return
    case rec.recProcs:
    case rec.recStwStopped:
      for (const p of w.ps) if (p.m !== m) freeP(w, p, undefined)
      return
  }
}

function curgIs(m: M, status: number): void {
  if (!m.curg) return
  m.curg.status = status
  if (status === Grunning && m.p?.status === Psyscall) m.p.status = Prunning
}

/** The G, which may not have been heard of. */
function known(w: World, m: M, goid: number): G {
  const g = w.gs.get(goid)
  if (g) return g
  const fresh = new G(goid, m, 0, 0)
  fresh.fresh = false
  w.born(fresh)
  return fresh
}

/** Takes it out of wherever it is. */
function detached(w: World, g: G): G {
  if (g.m?.curg === g) {
    g.m.curg = undefined
    if (g.m.p?.status === Psyscall) g.m.p.status = Prunning
  }
  const p = g.p ?? g.m?.p
  if (p?.runnext === g) w.fromRunnext(p)
  if (p) w.unkick(g, p)
  w.removeGlobal(g)
  g.fresh = g.back = false
  g.status = Grunnable
  g.next = undefined
  g.p = undefined
  return g
}

function hand(w: World, m: M, goid: number): void {
  w.toHand(detached(w, known(w, m, goid)), m)
}

function wait(w: World, g: G): void {
  if (g.status === Gwaiting && g.place === nowhere) return
  w.toNowhere(detached(w, g), Gwaiting, reasonUnknown)
}

/** As curg of m, in that status. */
function place(w: World, m: M, goid: number, status: number): void {
  if (m.curg?.goid !== goid) needIdle(w, m)
  w.toM(detached(w, known(w, m, goid)), m, status)
}

function forget(w: World, goid: number): void {
  const g = w.gs.get(goid)
  if (!g) return
  w.touch(detached(w, g))
  w.gs.delete(goid)
}

/** It can run something. */
function needIdle(w: World, m: M): void {
  if (m.idle) mendIdleM(w, m, false)
  if (m.curg) wait(w, m.curg)
  needP(w, m)
}

/** Its P; if it has none, the last that it had or one that is nobody's, or one more. */
function needP(w: World, m: M): P {
  if (m.p) return m.p
  if (m.idle) mendIdleM(w, m, false)
  const free = (p: P | undefined) => p && !p.m && p.status !== Pdead && p.id < w.nprocs
  const p = free(m.held) ? m.held : w.ps.find(free)
  const mine = p ?? (w.ps[0] as P)
  freeP(w, mine, undefined)
  w.own(mine, m, m.curg?.status === Gsyscall ? Psyscall : Prunning)
  return mine
}

/** Nobody's, or `owner`'s. */
function freeP(w: World, p: P, owner: M | undefined): void {
  if (p.m === owner && owner) return
  if (p.idle) {
    p.idle = false
    w.pidle.splice(w.pidle.indexOf(p), 1)
  }
  if (p.overflow) w.toGlobalTail(detached(w, p.overflow))
  if (p.m?.curg?.status === Grunning) wait(w, p.m.curg)
  if (p.m) w.disown(p, Pidle)
  if (p.id < w.nprocs) p.status = Pidle
  const { kind, epoch } = (w.current as M).records
  if (kind === rec.recWire || kind === rec.recHandoff) p.epoch = epoch - 1
}

function needRunnext(w: World, p: P, goid: number): void {
  if (p.runnext?.goid === goid) return
  const g = detached(w, known(w, w.current as M, goid))
  if (p.runnext) w.toGlobalTail(w.fromRunnext(p))
  w.toRunnext(g, p)
}

/** The record's goroutine at the head of the ring, and no more taken than there are. */
function needHead(w: World, m: M, p: P, n: number): void {
  const r = m.records
  if (p.ring.head?.goid !== r.g) {
    const g = detached(w, known(w, m, r.g))
    const behind = p.ring.list()
    for (const one of behind) p.ring.remove(one)
    w.toRing(g, p)
    for (const one of behind) w.toRing(one, p)
  }
  r.n = Math.max(1, Math.min(n, p.ring.size))
}

function mendGwait(w: World, m: M): void {
  const r = m.records
  const g = known(w, m, r.g)
  if (g.place !== onM) place(w, m, r.g, Grunning)
  g.status = r.kind === rec.recGwait ? Grunning : Gwaiting
}

function mendIdleM(w: World, m: M, idle: boolean): void {
  m.started = true
  if (m.curg && (idle || m.curg.status !== Gsyscall)) wait(w, m.curg)
  if (m.p) w.disown(m.p, Pidle)
  if (m.idle === idle) return
  m.idle = idle
  w.nmidle += idle ? 1 : -1
}
