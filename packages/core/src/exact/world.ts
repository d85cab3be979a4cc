import {
  Entity,
  G,
  M,
  P,
  Pdead,
  inGlobal,
  inHand,
  inRing,
  inRunnext,
  nowhere,
  onM,
} from './entities.ts'
import type { EventOut } from './event-out.ts'

const maxMs = 1 << 24
/** Far more Ps than any program has. */
export const maxPs = 1 << 16

/** The scheduler's state, as records change it. Gs are moved by these methods alone. */
export class World {
  readonly gs = new Map<number, G>()
  readonly ms = new Map<number, M>()
  /** allp, and behind `nprocs` those that were destroyed. */
  readonly ps: P[] = []
  nprocs = 0
  /** The global queue, linked by `next`. */
  globalHead: G | undefined = undefined
  globalTail: G | undefined = undefined
  runqsize = 0
  /** sched.pidle; the last one is its head. */
  readonly pidle: P[] = []
  nmidle = 0
  /** How long Ms waited for gorv to read, in ns, all together. */
  stalled = 0
  /** Records that are missing so far. */
  lost = 0
  gcwaiting = false
  gcphase = 0
  /** Number of the last operation under sched.lock. */
  lockSeq = 0
  /** What a record waits for whose number under sched.lock is not the next. */
  readonly lock = new Entity()
  /** What records of goroutines wait for that there are not yet. */
  readonly unborn = new Map<number, Entity>()
  /** The stamp of the first `lost` record: from there on the state is a good guess. */
  lossySince: number | undefined
  /** The M whose record is being applied. */
  current: M | undefined
  /** Takes events; none are made without it. */
  out: EventOut | undefined
  /** Is told of `truth` records. */
  onTruth: ((snapshot: number) => void) | undefined
  readonly #wake: (m: M) => void

  /** `wake` is told of each M whose record may be possible now. */
  constructor(wake: (m: M) => void) {
    this.#wake = wake
  }

  /** The M of that id, which may have said nothing yet. */
  m(id: number): M {
    let m = this.ms.get(id)
    if (!m) {
      if (id > maxMs) (this.current as M).records.fail('an M number no program has')
      m = new M(id)
      this.ms.set(id, m)
    }
    return m
  }

  /** What to wait for where there is no such goroutine. */
  missing(goid: number): Entity {
    let entity = this.unborn.get(goid)
    if (!entity) this.unborn.set(goid, (entity = new Entity()))
    return entity
  }

  /** The P that the record at hand names; one that is yet to come is dead. */
  p(m: M): P {
    const id = m.records.p
    if (id > maxPs) m.records.fail('a number of a P that no program has')
    for (let next = this.ps.length; next <= id; next++) {
      const p = new P(next)
      p.status = Pdead
      this.ps.push(p)
    }
    return this.ps[id] as P
  }

  born(g: G): void {
    this.gs.set(g.goid, g)
    if (this.unborn.size > 0) {
      const entity = this.unborn.get(g.goid)
      if (entity) this.touch(entity)
      this.unborn.delete(g.goid)
    }
    this.touch(g)
  }

  /** It changed. */
  touch(entity: Entity): void {
    const m = this.current as M
    entity.changedBy = m
    entity.changedKind = m.records.kind
    entity.changedAt = m.records.position
    if (entity.waiters) this.wake(entity)
  }

  wake(entity: Entity): void {
    let m = entity.waiters
    entity.waiters = undefined
    while (m) {
      const next: M | undefined = m.nextWaiter
      m.nextWaiter = undefined
      m.waitsFor = undefined
      this.#wake(m)
      m = next
    }
  }

  toHand(g: G, m: M): void {
    g.place = inHand
    g.m = m
    g.p = undefined
    this.touch(g)
  }

  toNowhere(g: G, status: number, reason: number): void {
    g.place = nowhere
    g.status = status
    g.reason = reason
    g.m = undefined
    this.touch(g)
  }

  toM(g: G, m: M, status: number): void {
    g.place = onM
    g.status = status
    g.m = m
    g.p = undefined
    m.curg = g
    this.touch(g)
  }

  toRing(g: G, p: P): void {
    g.kickedBy = undefined
    if (p.ring.full) {
      p.overflow = g
      g.place = inHand
      g.m = p.m
      g.p = undefined
    } else {
      p.ring.push(g)
      g.place = inRing
      g.m = undefined
      g.p = p
    }
    this.touch(g)
    this.touch(p)
  }

  toRunnext(g: G, p: P): void {
    const kicked = p.runnext
    p.runnext = g
    g.place = inRunnext
    g.m = undefined
    g.p = p
    this.touch(g)
    if (kicked) {
      this.toRing(kicked, p)
      kicked.kickedBy = p
    } else {
      this.touch(p)
    }
  }

  /**
   * A thief may take runnext just before its owner puts another there, and say
   * so just after: then what was kicked into the ring was never there.
   */
  unkick(g: G, p: P): boolean {
    if (p.overflow === g) {
      p.overflow = undefined
    } else if (g.p === p && g.place === inRing) {
      p.ring.remove(g)
      this.#fillRing(p)
    } else {
      return false
    }
    this.touch(p)
    return true
  }

  /** The ring's head, which its caller puts elsewhere. */
  fromRing(p: P): G {
    const g = p.ring.shift()
    this.#fillRing(p)
    this.touch(p)
    return g
  }

  /** What found no room has it now. */
  #fillRing(p: P): void {
    const waiting = p.overflow
    if (!waiting) return
    p.overflow = undefined
    this.toRing(waiting, p)
  }

  fromRunnext(p: P): G {
    const g = p.runnext as G
    p.runnext = undefined
    this.touch(p)
    return g
  }

  toGlobalTail(g: G): void {
    if (this.globalTail) this.globalTail.next = g
    else this.globalHead = g
    this.globalTail = g
    this.#toGlobal(g)
  }

  toGlobalHead(g: G): void {
    g.next = this.globalHead
    this.globalHead = g
    this.globalTail ??= g
    this.#toGlobal(g)
  }

  #toGlobal(g: G): void {
    this.runqsize++
    g.place = inGlobal
    g.m = undefined
    g.p = undefined
    this.touch(g)
  }

  fromGlobal(): G {
    const g = this.globalHead as G
    this.globalHead = g.next
    if (!g.next) this.globalTail = undefined
    g.next = undefined
    this.runqsize--
    return g
  }

  /** Takes it out of the middle of the global queue, if it is there: where records were lost. */
  removeGlobal(g: G): void {
    if (g.place !== inGlobal) return
    const all: G[] = []
    while (this.globalHead) all.push(this.fromGlobal())
    for (const one of all) if (one !== g) this.toGlobalTail(one)
  }

  own(p: P, m: M, status: number): void {
    p.m = m
    m.p = p
    p.status = status
    this.touch(p)
    this.touch(m)
  }

  disown(p: P, status: number): void {
    const m = p.m
    p.m = undefined
    p.status = status
    this.touch(p)
    if (m) {
      m.p = undefined
      this.touch(m)
    }
  }
}
