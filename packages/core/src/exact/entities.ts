import { MRecords } from '../wire/m-records.ts'

// Statuses by the runtime's numbers.
export const Grunnable = 1
export const Grunning = 2
export const Gsyscall = 3
export const Gwaiting = 4
export const Gpreempted = 9

export const Pidle = 0
export const Prunning = 1
export const Psyscall = 2
export const Pgcstop = 3
export const Pdead = 4

// The one place where a G is.
/** In no queue: it waits. */
export const nowhere = 0
/** curg of its M. */
export const onM = 1
/** Its M got it and will put or run it. */
export const inHand = 2
export const inRunnext = 3
export const inRing = 4
export const inGlobal = 5
/** It waits, and its M has it from the network poller. */
export const polled = 6
/** It could run, and is kept from it. */
export const putOff = 7

// Wait reasons that records do not name.
export const reasonPreempted = -1
export const reasonCoroutine = -2
export const reasonUnknown = -3

/** Something that changes: held records wait for it, and it knows what changed it last. */
export class Entity {
  /** The first M whose record waits for this; the others hang on its `nextWaiter`. */
  waiters: M | undefined = undefined
  changedBy: M | undefined = undefined
  changedKind = 0
  /** Where in the recording that record is. */
  changedAt = 0
}

export class G extends Entity {
  readonly goid: number
  status = Grunnable
  place = inHand
  /** The M that runs it or has it in its hand. */
  m: M | undefined
  /** The P in whose runnext or ring it is. */
  p: P | undefined = undefined
  /** It came into this P's ring, since another took its place in runnext. */
  kickedBy: P | undefined = undefined
  /** Behind it in the global queue. */
  next: G | undefined = undefined
  /** Number of its wait reason, while it waits. */
  reason = 0
  /** Number of where it was created; 0 for unknown. */
  readonly site: number
  readonly parent: number
  /** Created, and not yet put anywhere. */
  fresh = true
  /** Back from a system call without a P, and not yet put anywhere. */
  back = false
  /** The M on which a timer made it ready. */
  timerM: M | undefined = undefined

  constructor(goid: number, m: M | undefined, site: number, parent: number) {
    super()
    this.goid = goid
    this.m = m
    this.site = site
    this.parent = parent
  }
}

export class P extends Entity {
  readonly id: number
  status = Pidle
  m: M | undefined = undefined
  /** In sched.pidle. */
  idle = false
  /** Low 8 bits of how often it changed hands. */
  epoch = 0
  runnext: G | undefined = undefined
  readonly ring = new Ring()
  /** Put when the ring was full; in the hand of `m` until there is room, or it is spilled. */
  overflow: G | undefined = undefined

  constructor(id: number) {
    super()
    this.id = id
  }
}

/** An M, and where its records come from. */
export class M extends Entity {
  readonly id: number
  readonly records: MRecords
  started = false
  ended = false
  procid = 0
  p: P | undefined = undefined
  curg: G | undefined = undefined
  lockedg: G | undefined = undefined
  spinning = false
  /** In sched.midle. */
  idle = false
  /** The next put of curg is a preemption. */
  preempting = false
  /** A timer's function runs on it, outside of any goroutine. */
  firing = false
  /** A thread of C had it, and has left it. */
  dropped = false
  /** The P that it had, or took, last: it may say more of it. */
  held: P | undefined = undefined
  /** Behind it in an entity's `waiters`. */
  nextWaiter: M | undefined = undefined
  /** `records` has one at hand that was not applied yet. */
  atHand = false
  /** Its record at hand is held, for this. */
  waitsFor: Entity | undefined = undefined

  constructor(id: number) {
    super()
    this.id = id
    this.records = new MRecords(id)
  }
}

export const ringSize = 256

/** p.runq */
class Ring {
  #slots: (G | undefined)[] | undefined
  #head = 0
  size = 0

  get full(): boolean {
    return this.size === ringSize
  }

  get head(): G | undefined {
    return this.size === 0 ? undefined : this.#slots?.[this.#head]
  }

  at(i: number): G {
    return this.#slots?.[(this.#head + i) % ringSize] as G
  }

  push(g: G): void {
    this.#slots ??= Array.from<undefined>({ length: ringSize })
    this.#slots[(this.#head + this.size++) % ringSize] = g
  }

  shift(): G {
    const g = this.at(0)
    ;(this.#slots as G[])[this.#head] = undefined as unknown as G
    this.#head = (this.#head + 1) % ringSize
    this.size--
    return g
  }

  /** From the tail, as only a P that is destroyed gives. */
  pop(): G {
    this.size--
    return this.at(this.size)
  }

  /** Takes one from anywhere. */
  remove(g: G): void {
    const all = this.list().filter((one) => one !== g)
    this.#head = this.size = 0
    for (const one of all) this.push(one)
  }

  list(): G[] {
    return Array.from({ length: this.size }, (_, i) => this.at(i))
  }
}
