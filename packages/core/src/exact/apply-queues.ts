import {
  Grunnable,
  Grunning,
  Gwaiting,
  Pdead,
  inHand,
  inRing,
  inRunnext,
  nowhere,
  polled,
  putOff,
  ringSize,
  type Entity,
  type G,
  type M,
  type P,
} from './entities.ts'
import type { QueueName } from '../wire/index.ts'
import type { World } from './world.ts'

// Records that put goroutines into queues and take them out. Each function
// checks all that must hold before it changes anything, and returns what the
// record has to wait for, or nothing if it has happened.

type Held = Entity | undefined

// How a G comes to be put.
const cannot = 0
const created = 1
const readied = 2
const yielded = 3
const moved = 4
/** From the queue of a P that is destroyed. */
const dropped = 5

function howPut(g: G, m: M): number {
  if (g.place === putOff) return moved
  if (g.place === inHand) return g.m !== m ? cannot : g.fresh ? created : moved
  if (g.place === nowhere || g.place === polled) return g.status === Gwaiting ? readied : cannot
  return g === m.curg && g.status === Grunning ? yielded : cannot
}

/** After `place`: what it means that g is there now. */
function tell(w: World, m: M, g: G, how: number, waspolled: boolean, to: QueueName): void {
  if (how === moved) {
    if (g.back) {
      g.back = false
      w.out?.sysexit(m, g, false, to)
    }
    return
  }
  g.status = Grunnable
  if (how === created) {
    g.fresh = false
    w.out?.create(m, g, to)
  } else if (how === readied) {
    g.timerM = m.firing ? m : undefined
    w.out?.ready(m, g, waspolled ? 'netpoll' : m.firing ? 'timer' : null, to)
  } else if (how === yielded) {
    m.curg = undefined
    const preempted = m.preempting
    m.preempting = false
    if (preempted) w.out?.preempt(m, g, to)
    else w.out?.yield(m, g, to)
  }
}

export function put(w: World, m: M, next: boolean): Held {
  const p = m.p
  if (!p) return m
  const goid = m.records.g
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  const how = howPut(g, m)
  if (how === cannot) return g
  const waspolled = g.place === polled
  if (next) w.toRunnext(g, p)
  else w.toRing(g, p)
  tell(w, m, g, how, waspolled, next ? 'runnext' : 'local')
  return undefined
}

export function globPut(w: World, m: M, head: boolean): Held {
  const goid = m.records.g
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  let how = howPut(g, m)
  if (how === cannot && head && dropFromDead(g)) how = dropped
  if (how === cannot) return g
  const waspolled = g.place === polled
  if (how === dropped) w.out?.spill(m, [g], g.p as P)
  if (head) w.toGlobalHead(g)
  else w.toGlobalTail(g)
  if (how !== dropped) tell(w, m, g, how, waspolled, 'global')
  return undefined
}

/** Kept from running: in no queue until a batch goes back to the global one. */
export function keep(w: World, m: M): Held {
  const goid = m.records.g
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  const how = howPut(g, m)
  if (how === cannot || g.place === putOff) return g
  const waspolled = g.place === polled
  g.place = putOff
  g.m = g.p = undefined
  w.touch(g)
  tell(w, m, g, how, waspolled, 'global')
  return undefined
}

/** A P that is destroyed gives up its ring from the tail, then runnext. */
function dropFromDead(g: G): boolean {
  const p = g.p
  if (p?.status !== Pdead) return false
  if (g.place === inRing && p.ring.at(p.ring.size - 1) === g) {
    p.ring.pop()
    return true
  }
  if (g.place !== inRunnext || p.ring.size > 0) return false
  p.runnext = undefined
  return true
}

export function globPutBatch(w: World, m: M): Held {
  return putAll(w, m, 'global', (g) => w.toGlobalTail(g))
}

export function putBatch(w: World, m: M): Held {
  const p = w.p(m)
  if (p.idle || (p.m && p.m !== m)) return p
  if (p.ring.size + m.records.count > ringSize) return p
  return putAll(w, m, 'local', (g) => w.toRing(g, p))
}

/** All of the record's list, or none of it. */
function putAll(w: World, m: M, to: QueueName, place: (g: G) => void): Held {
  const { list, count } = m.records
  for (let i = 0; i < count; i++) {
    const goid = list[i] as number
    const g = w.gs.get(goid)
    if (!g) return w.missing(goid)
    if (howPut(g, m) === cannot) return g
  }
  for (let i = 0; i < count; i++) {
    const g = w.gs.get(list[i] as number) as G
    const how = howPut(g, m)
    if (how === cannot) m.records.fail('the same goroutine twice in a list')
    const waspolled = g.place === polled
    place(g)
    tell(w, m, g, how, waspolled, to)
  }
  return undefined
}

export function globGet(w: World, m: M): Held {
  const { n, g: first } = m.records
  if (n === 0 || w.runqsize < n || w.globalHead?.goid !== first) return w.globalHead ?? w.lock
  const gs: number[] | undefined = w.out && []
  for (let i = 0; i < n; i++) {
    const g = w.fromGlobal()
    gs?.push(g.goid)
    w.toHand(g, m)
  }
  if (gs) w.out?.fill(m, gs)
  return undefined
}

export function steal(w: World, m: M): Held {
  const { n, g: first } = m.records
  const victim = w.p(m)
  const p = m.p
  if (!p) return m
  if (n === 0 || victim === p) return victim
  if (victim.ring.size < n || victim.ring.head?.goid !== first) return victim
  if (p.ring.size + n - 1 > ringSize) return p
  const gs: number[] | undefined = w.out && []
  for (let i = 1; i <= n; i++) {
    const g = w.fromRing(victim)
    gs?.push(g.goid)
    if (i < n) w.toRing(g, p)
    else w.toHand(g, m)
  }
  if (gs) w.out?.steal(m, gs, victim, false)
  return undefined
}

export function stealNext(w: World, m: M): Held {
  const goid = m.records.g
  const victim = w.p(m)
  if (!m.p) return m
  const g = w.gs.get(goid)
  if (!g) return w.missing(goid)
  if (victim.runnext === g) w.fromRunnext(victim)
  else if (g.kickedBy !== victim || !w.unkick(g, victim)) return victim
  w.toHand(g, m)
  w.out?.steal(m, [goid], victim, true)
  return undefined
}

/** runqputslow took what is at the head; what found no room goes with it. */
export function spill(w: World, m: M): Held {
  const { n, g: first } = m.records
  const p = m.p
  if (!p) return m
  const last = p.overflow
  if (!last || p.ring.size < n || p.ring.head?.goid !== first) return p
  p.overflow = undefined
  takeHead(w, m, p, n, last)
  return undefined
}

export function drain(w: World, m: M): Held {
  const { n, g: first } = m.records
  const p = m.p
  if (!p) return m
  if (p.ring.size < n || p.ring.head?.goid !== first) return p
  takeHead(w, m, p, n)
  return undefined
}

function takeHead(w: World, m: M, p: P, n: number, last?: G): void {
  const gs: G[] | undefined = w.out && []
  for (let i = 0; i < n; i++) {
    const g = w.fromRing(p)
    gs?.push(g)
    w.toHand(g, m)
  }
  if (gs && last) gs.push(last)
  if (gs) w.out?.spill(m, gs, p)
}

/** Own runnext, or the ring's head, into the hand. */
export function got(w: World, m: M, next: boolean): Held {
  const p = m.p
  if (!p) return m
  const g = next ? p.runnext : p.ring.head
  if (g?.goid !== m.records.g) return p
  w.toHand(next ? w.fromRunnext(p) : w.fromRing(p), m)
  return undefined
}

export function drainNext(w: World, m: M): Held {
  const held = got(w, m, true)
  if (!held) w.out?.spill(m, [w.gs.get(m.records.g) as G], m.p as P)
  return held
}
