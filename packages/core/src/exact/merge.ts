import { apply } from './apply.ts'
import type { Piece } from '../wire/m-records.ts'
import type { Entity, M } from './entities.ts'
import { Heap } from './heap.ts'
import { mend } from './mend.ts'
import { OrderError } from './order-error.ts'
import { World } from './world.ts'

/**
 * One order of all Ms' records: again and again the earliest that the state
 * allows. One that it does not allow is held until what it waits for changes.
 */
export class Merge {
  /** Ms whose record at hand is to be tried. */
  readonly #ready = new Heap()
  /** Held for their number under sched.lock, by that number. */
  readonly #turns = new Map<number, M>()
  readonly world = new World((m) => this.#ready.push(m))
  /** The first stamp. */
  #began = 0
  /** Records applied so far. */
  count = 0
  /** The latest stamp of these. */
  stamp = 0
  /** Stops before the record that is one more than these, or that was stamped later. */
  limit = Infinity
  until = Infinity
  /** Called after each record, if set. */
  after: ((m: M) => void) | undefined
  /** Ms that have no record at hand, and bytes that were not looked at yet. */
  readonly #idle = new Set<M>()

  /** A piece of a chunk of this M; `bytes` is kept. */
  push(id: number, piece: Piece): void {
    const m = this.world.m(id)
    m.records.push(piece)
    if (!m.atHand) this.#idle.add(m)
  }

  /** The world was loaded: what its Ms have at hand is to be tried. */
  resume(): void {
    for (const m of this.world.ms.values()) {
      if (m.atHand) this.#ready.push(m)
      else this.#idle.add(m)
    }
  }

  /** Where the first frame begins that has something unread; `end` if none has. */
  unreadFrame(end: number): number {
    let first = end
    for (const m of this.world.ms.values()) first = Math.min(first, m.records.unreadFrame ?? end)
    return first
  }

  /** Applies what can be, of records stamped up to `horizon`. Throws WireError. */
  run(horizon: number): void {
    const { world } = this
    for (const m of this.#idle) {
      m.atHand = m.records.next()
      if (m.atHand) this.#ready.push(m)
    }
    this.#idle.clear()
    for (;;) {
      if (this.#runReady(horizon)) return
      const held = world.lossySince === undefined ? undefined : this.held()
      if (!held || held.records.t > horizon) return
      this.#force(held)
    }
  }

  /** True where it was stopped: nothing is mended before it goes on to the horizon. */
  #runReady(horizon: number): boolean {
    const ready = this.#ready
    const most = Math.min(horizon, this.until)
    let m = ready.pop()
    while (m) {
      if (m.records.t > most || this.count >= this.limit) {
        const stopped = m.records.t <= horizon
        ready.push(m)
        return stopped
      }
      const blocked = apply(this.world, m)
      if (blocked) {
        this.#hold(m, blocked)
        m = ready.pop()
        continue
      }
      this.#applied(m)
      if (!m.atHand) m = ready.pop()
      else if (ready.precedes(m)) m = ready.replace(m)
    }
    return this.count >= this.limit || this.until < horizon
  }

  #applied(m: M): void {
    if (this.count++ === 0) this.#began = m.records.t
    if (m.records.t > this.stamp) this.stamp = m.records.t
    this.after?.(m)
    if (this.#turns.size > 0) this.#nextTurn()
    m.atHand = m.records.next()
  }

  /** Records were lost, and this one will never be possible by itself. One that makes no sense at all is left out. */
  #force(m: M): void {
    const { world } = this
    this.#unhold(m)
    const { lockSeq } = world
    mend(world, m)
    const held = apply(world, m)
    world.lockSeq = Math.max(lockSeq, world.lockSeq)
    if (held) m.atHand = m.records.next()
    else this.#applied(m)
    if (m.atHand) this.#ready.push(m)
  }

  #unhold(m: M): void {
    const waits = m.waitsFor as Entity
    m.waitsFor = undefined
    if (this.#turns.get(m.records.lockSeq) === m) {
      this.#turns.delete(m.records.lockSeq)
      return
    }
    let others: M | undefined
    for (let one = waits.waiters; one;) {
      const next: M | undefined = one.nextWaiter
      one.nextWaiter = undefined
      if (one !== m) {
        one.nextWaiter = others
        others = one
      }
      one = next
    }
    waits.waiters = others
  }

  #hold(m: M, blocked: Entity): void {
    m.waitsFor = blocked
    if (blocked === this.world.lock && !this.#turns.has(m.records.lockSeq)) {
      this.#turns.set(m.records.lockSeq, m)
    } else {
      m.nextWaiter = blocked.waiters
      blocked.waiters = m
    }
  }

  #nextTurn(): void {
    const turn = this.world.lockSeq + 1
    const m = this.#turns.get(turn)
    if (!m) return
    this.#turns.delete(turn)
    m.waitsFor = undefined
    this.#ready.push(m)
  }

  /**
   * No more bytes will come. Where a program ends, its Ms stop anywhere: one
   * may have done what it had no time to record, and what others did with that
   * cannot be replayed. Such a ragged end is short: gives how many records it
   * has. Throws OrderError where more than that is held: they contradict each
   * other.
   */
  finish(): number {
    this.run(Infinity)
    const held = this.held()
    if (!held) return 0
    let last = this.stamp
    let count = 0
    const first = held.records.t
    // Before its records are counted, which are read for that.
    const error = new OrderError(held)
    for (const m of this.world.ms.values()) {
      if (!m.waitsFor) continue
      do {
        count++
        last = Math.max(last, m.records.t)
      } while (m.records.next())
    }
    // Nor is most of a short run its end.
    const most = Math.min(this.ragged, (last - this.#began) / 2)
    if (last - first >= most) throw error
    return count
  }

  /** The longest that a ragged end may be, in units of stamps. */
  ragged = 0

  /** The M with the earliest record that is held. */
  held(): M | undefined {
    let first: M | undefined
    for (const m of this.world.ms.values()) {
      if (m.waitsFor && (!first || m.records.t < first.records.t)) first = m
    }
    return first
  }
}
