import type { Names } from '../model/names.ts'
import { runFrom } from '../wire/events.ts'
import type { QueueName, ReadyEvent, SchedEvent, StwEvent } from '../wire/index.ts'
import type { Clock } from './clock.ts'
import type { Dict } from './dict.ts'
import type { G, M, P } from './entities.ts'
import { gcphaseText, waitreasonText } from './texts.ts'

const type = 'event'

function idOf(p: P | undefined): number | null {
  return p ? p.id : null
}

/**
 * Makes the JSON stream's events of what records turn out to mean. Each object
 * is written out: spreading a common head into it takes 30 times as long.
 */
export class EventOut {
  readonly #clock: Clock
  readonly #dict: Dict
  readonly #names: Names
  readonly #emit: (event: SchedEvent) => void
  #t = 0

  constructor(clock: Clock, dict: Dict, names: Names, emit: (event: SchedEvent) => void) {
    this.#clock = clock
    this.#dict = dict
    this.#names = names
    this.#emit = emit
  }

  /** The time of m's record at hand; one that was held may be stamped earlier than those before it. */
  #at(m: M): number {
    return (this.#t = Math.max(this.#t, this.#clock.ns(m.records.t)))
  }

  create(m: M, g: G, to: QueueName | null): void {
    const { startfn, createdat, system } = this.#dict.site(g.site)
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'create',
      g: g.goid,
      parent: g.parent === 0 ? null : g.parent,
      startfn,
      gopc: createdat,
      system,
      to,
    })
  }

  run(m: M, g: G, from: number, inherit: boolean): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'run',
      g: g.goid,
      from: runFrom[from] ?? 'other',
      inherit,
    })
  }

  park(m: M, g: G, high: number, low: number): void {
    const on = high === 0 && low === 0 ? null : address(high, low)
    const reason = waitreasonText(this.#names, g)
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'park', g: g.goid, reason, on })
  }

  ready(m: M, g: G, via: ReadyEvent['via'], to: QueueName): void {
    const by = m.curg?.goid ?? null
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'ready',
      g: g.goid,
      by,
      via,
      to,
    })
  }

  yield(m: M, g: G, to: QueueName): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'yield', g: g.goid, to })
  }

  preempt(m: M, g: G, to: QueueName | null): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'preempt', g: g.goid, to })
  }

  exit(m: M, g: G): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'exit', g: g.goid })
  }

  gwait(m: M, g: G): void {
    const reason = waitreasonText(this.#names, g)
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'gwait', g: g.goid, reason })
  }

  gback(m: M, g: G): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'gback', g: g.goid })
  }

  adopt(m: M, g: G): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'adopt',
      g: g.goid,
      procid: m.procid,
    })
  }

  lock(m: M, g: G, on: boolean): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'lock', g: g.goid, on })
  }

  steal(m: M, g: number[], victim: P, runnext: boolean): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'steal',
      g,
      from: { p: victim.id },
      runnext,
    })
  }

  spill(m: M, gs: G[], p: P): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: p.id, kind: 'spill', g: gs.map((g) => g.goid) })
  }

  fill(m: M, g: number[]): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'fill', g })
  }

  syscall(m: M, g: G): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'syscall', g: g.goid })
  }

  sysexit(m: M, g: G, fast: boolean, to: QueueName | null): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'sysexit',
      g: g.goid,
      fast,
      to,
    })
  }

  retake(m: M, p: P, victim: M, gc: boolean): void {
    const g = victim.curg?.goid ?? null
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: p.id,
      kind: 'retake',
      g,
      from: { m: victim.id },
      gc,
    })
  }

  handoff(m: M, p: P): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: p.id, kind: 'handoff' })
  }

  mstart(m: M): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'mstart',
      procid: m.procid === 0 ? null : m.procid,
    })
  }

  mpark(by: M, m: M): void {
    this.#emit({ type, t: this.#at(by), m: m.id, p: idOf(m.p), kind: 'mpark' })
  }

  mwake(by: M, m: M): void {
    this.#emit({ type, t: this.#at(by), m: m.id, p: idOf(m.p), kind: 'mwake', by: by.id })
  }

  mexit(m: M): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'mexit' })
  }

  spin(by: M, m: M, on: boolean): void {
    this.#emit({ type, t: this.#at(by), m: m.id, p: idOf(m.p), kind: 'spin', on })
  }

  pidle(m: M, p: P): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: p.id, kind: 'pidle' })
  }

  prun(m: M, p: P): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: p.id, kind: 'prun' })
  }

  pstop(m: M, p: P, gc: boolean): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: p.id, kind: 'pstop', gc })
  }

  procs(m: M, gomaxprocs: number): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'procs', gomaxprocs })
  }

  stw(m: M, phase: StwEvent['phase'], reason: number): void {
    const text = phase === 'begin' ? this.#dict.stwReason(reason) : null
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'stw', phase, reason: text })
  }

  gc(m: M, phase: number): void {
    this.#emit({
      type,
      t: this.#at(m),
      m: m.id,
      p: idOf(m.p),
      kind: 'gc',
      phase: gcphaseText(phase),
    })
  }

  timer(m: M, what: 'add' | 'fire'): void {
    const t = this.#at(m)
    const { when: nanotime, timer } = m.records
    const when = nanotime - this.#clock.zero
    const late = what === 'fire' ? t - when : null
    this.#emit({ type, t, m: m.id, p: idOf(m.p), kind: 'timer', what, when, late, timer })
  }

  netpoll(m: M, g: number[], delay: number): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'netpoll', g, delay })
  }

  stall(m: M, ns: number): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'stall', ns })
  }

  lost(m: M, n: number): void {
    this.#emit({ type, t: this.#at(m), m: m.id, p: idOf(m.p), kind: 'lost', n })
  }
}

function address(high: number, low: number): string {
  const digits = low.toString(16)
  return high === 0 ? `0x${digits}` : `0x${high.toString(16)}${digits.padStart(8, '0')}`
}
