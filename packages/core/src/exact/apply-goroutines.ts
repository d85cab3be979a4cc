import {
  recSysexit,
  recSysrewire,
  runFromCoroutine,
  runFromGlobal,
  runFromLocal,
  runFromLockedm,
  runFromRunnext,
  runFromSteal,
  runFromTimer,
} from '../wire/events.gen.ts'
import {
  G,
  Gpreempted,
  Grunnable,
  Grunning,
  Gsyscall,
  Gwaiting,
  Prunning,
  Psyscall,
  inHand,
  nowhere,
  onM,
  polled,
  reasonCoroutine,
  reasonPreempted,
  type Entity,
  type M,
} from './entities.ts'
import type { World } from './world.ts'

// Records that change what a goroutine does, as in apply-queues.ts.

type Held = Entity | undefined

export function create(w: World, m: M): Held {
  const r = m.records
  const there = w.gs.get(r.g)
  if (there) return there
  const g = new G(r.g, m, r.site, r.parent)
  w.born(g)
  if (r.parked === 1) {
    w.toNowhere(g, Gwaiting, r.reason)
    g.fresh = false
    w.out?.create(m, g, null)
  }
  return undefined
}

export function createNext(w: World, m: M): Held {
  const r = m.records
  const p = m.p
  if (!p) return m
  const there = w.gs.get(r.g)
  if (there) return there
  const g = new G(r.g, m, r.site, m.curg?.goid ?? 0)
  g.fresh = false
  w.born(g)
  w.toRunnext(g, p)
  w.out?.create(m, g, 'runnext')
  return undefined
}

function start(w: World, m: M, g: G, from: number, inherit: boolean): void {
  const byTimer = (from === runFromRunnext || from === runFromLocal) && g.timerM === m
  g.timerM = undefined
  g.back = false
  g.fresh = false
  m.firing = false
  w.toM(g, m, Grunning)
  w.out?.run(m, g, byTimer ? runFromTimer : from, inherit)
}

export function runNext(w: World, m: M): Held {
  const p = m.p
  if (!p || m.curg) return m
  if (p.runnext?.goid !== m.records.g) return p
  start(w, m, w.fromRunnext(p), runFromRunnext, true)
  return undefined
}

export function runLocal(w: World, m: M): Held {
  const p = m.p
  if (!p || m.curg) return m
  if (p.ring.head?.goid !== m.records.g) return p
  start(w, m, w.fromRing(p), runFromLocal, false)
  return undefined
}

export function run(w: World, m: M): Held {
  const { from: word } = m.records
  return runFound(w, m, word >>> 1, (word & 1) === 1)
}

export function runGlobal(w: World, m: M): Held {
  return runFound(w, m, runFromGlobal, false)
}

function runFound(w: World, m: M, from: number, inherit: boolean): Held {
  const goid = m.records.g
  const queued = from >= runFromRunnext && from <= runFromSteal
  // For a debugger's call curg waits where it stands, and another goroutine makes the call.
  const left = !queued && m.curg?.status === Gwaiting ? m.curg : undefined
  if (!m.p || (m.curg && !left)) return m
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  if (g.place === inHand) {
    // A goroutine that is locked to an M is given to that one.
    if (g.m !== m && from !== runFromLockedm) return g
  } else if (g.status !== Gwaiting || (g.place !== nowhere && g.place !== polled)) {
    return g
  } else if (queued) {
    return g
  }
  if (g.back) w.out?.sysexit(m, g, false, null)
  if (left) w.toNowhere(left, Gwaiting, left.reason)
  start(w, m, g, from, inherit)
  return undefined
}

/** curg where it runs. */
function running(m: M): G | undefined {
  return m.curg?.status === Grunning ? m.curg : undefined
}

export function park(w: World, m: M): Held {
  const g = running(m)
  if (!g) return m
  const r = m.records
  m.curg = undefined
  w.toNowhere(g, Gwaiting, r.parkReason)
  w.out?.park(m, g, r.parkHigh, r.parkLow)
  return undefined
}

export function exit(w: World, m: M): Held {
  const g = running(m)
  if (!g) return m
  end(w, m, g)
  return undefined
}

function end(w: World, m: M, g: G): void {
  m.curg = undefined
  if (m.lockedg === g) m.lockedg = undefined
  w.gs.delete(g.goid)
  w.touch(g)
  w.out?.exit(m, g)
}

export function preemptPark(w: World, m: M): Held {
  const g = running(m)
  if (!g) return m
  m.curg = undefined
  m.preempting = false
  w.toNowhere(g, Gpreempted, 0)
  w.out?.preempt(m, g, null)
  return undefined
}

export function suspended(w: World, m: M): Held {
  const goid = m.records.g
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  if (g.status !== Gpreempted) return g
  w.toNowhere(g, Gwaiting, reasonPreempted)
  w.out?.park(m, g, 0, 0)
  return undefined
}

export function coroSwitch(w: World, m: M): Held {
  const r = m.records
  const old = running(m)
  if (!old || !m.p) return m
  const g = w.gs.get(r.g)
  if (!g) return w.missing(r.g)
  if (g.status !== Gwaiting || g.place !== nowhere) return g
  if (r.exit === 1) {
    end(w, m, old)
  } else {
    m.curg = undefined
    w.toNowhere(old, Gwaiting, reasonCoroutine)
    w.out?.park(m, old, 0, 0)
  }
  start(w, m, g, runFromCoroutine, true)
  return undefined
}

/** Waiting by name and back, both on its M. */
export function gwait(w: World, m: M, begins: boolean): Held {
  const r = m.records
  const g = w.gs.get(r.g)
  if (!g) return w.missing(r.g)
  if (g.place !== onM || g.status !== (begins ? Grunning : Gwaiting)) return g
  g.status = begins ? Gwaiting : Grunning
  if (begins) g.reason = r.reason
  w.touch(g)
  if (begins) w.out?.gwait(m, g)
  else w.out?.gback(m, g)
  return undefined
}

export function syscall(w: World, m: M): Held {
  const g = running(m)
  if (!g) return m
  g.status = Gsyscall
  w.touch(g)
  // Without a P where it was given up first: entersyscallblock, a stop of the world.
  if (m.p) {
    m.p.status = Psyscall
    w.touch(m.p)
  }
  w.out?.syscall(m, g)
  return undefined
}

export function sysexit(w: World, m: M): Held {
  const { kind } = m.records
  const { curg: g, p } = m
  if (g?.status !== Gsyscall || !p) return m
  if (p.status !== (kind === recSysexit ? Prunning : Psyscall)) return p
  if (kind === recSysrewire) p.epoch = (p.epoch + 1) & 255
  g.status = Grunning
  w.touch(g)
  p.status = Prunning
  w.touch(p)
  w.out?.sysexit(m, g, true, null)
  return undefined
}

export function sysexitSlow(w: World, m: M): Held {
  const g = m.curg
  if (g?.status !== Gsyscall || g.goid !== m.records.g) return m
  if (m.p) return m.p
  m.curg = undefined
  g.status = Grunnable
  g.back = true
  w.toHand(g, m)
  return undefined
}

/** Called from a thread that Go did not start. */
export function adopt(w: World, m: M): Held {
  const goid = m.records.g
  if (m.curg?.goid === goid) return undefined
  if (m.curg) return m
  const there = w.gs.get(goid)
  if (there) return there
  const g = new G(goid, m, 0, 0)
  g.fresh = false
  m.procid = m.records.procid
  m.dropped = false
  w.born(g)
  w.toM(g, m, Gsyscall)
  w.out?.adopt(m, g)
  return undefined
}

/** Its thread goes back to C for good. */
export function drop(w: World, m: M): Held {
  const g = m.curg
  if (g?.status !== Gsyscall) return m
  m.dropped = true
  end(w, m, g)
  return undefined
}

export function lock(w: World, m: M): Held {
  const on = m.records.flag === 1
  const g = on ? m.curg : (m.lockedg ?? m.curg)
  if (!g) return m
  m.lockedg = on ? g : undefined
  w.out?.lock(m, g, on)
  return undefined
}

export function netpoll(w: World, m: M): Held {
  const { list, count, delay } = m.records
  for (let i = 0; i < count; i++) {
    const goid = list[i] as number
    const g = w.gs.get(goid)
    if (!g) return w.missing(goid)
    if (g.status !== Gwaiting || g.place !== nowhere) return g
  }
  for (let i = 0; i < count; i++) {
    const g = w.gs.get(list[i] as number) as G
    g.place = polled
    g.m = m
    w.touch(g)
  }
  w.out?.netpoll(m, list.slice(0, count), delay)
  return undefined
}
