import { ExactReplay, Tape } from '../exact/index.ts'
import { State } from '../model/index.ts'
import {
  frameClock,
  type Frame,
  type Hello,
  type RunEnd,
  type SchedEvent,
  type Snapshot,
} from '../wire/index.ts'

/** What a frame turned out to say. */
export type Followed =
  /** With a tape where one is wanted and the recording is exact. */
  | { what: 'hello'; hello: Hello; tape: Tape | undefined }
  /** Made when asked for, of the state at this moment. */
  | { what: 'snapshot'; t: number; snapshot(): Snapshot }
  | { what: 'end' }
  | undefined

/** Exact events cost much to replay, and are not where nobody looks. */
interface Wanted {
  events: boolean
  snapshots: boolean
  tape: boolean
}

/** Of a tape: some seconds of a busy program. */
const tapeBytes = 48 << 20

/** With ten times as many goroutines, states of exact events are given a tenth as often. */
const oftenUpTo = 1000

/** Follows a recording of either kind, samples or exact events. */
export class Follower {
  readonly state = new State()
  readonly #wants: Wanted
  #exact: ExactReplay | undefined
  /** Replays what is pushed into `#exact`, and keeps it. */
  #tape: Tape | undefined
  #events: SchedEvent[] = []
  /** Given of an exact recording, which holds none itself. */
  #snapshots = 0
  #lastSnapshot = -Infinity
  #interval = 0
  #unordered = 0

  constructor(wants: Wanted) {
    this.#wants = wants
  }

  /** Throws WireError where the frame makes no sense. */
  apply(frame: Frame): Followed {
    const change = this.state.apply(frame)
    if (change?.what === 'hello') {
      const shown = this.#wants.events || this.#wants.snapshots || this.#wants.tape
      if (change.hello.mode === 'exact' && shown) this.#begin(frame)
      this.#interval = change.hello.interval
      return { ...change, tape: this.#tape }
    }
    if (change?.what === 'snapshot') {
      // Beside exact events there are only some for tests.
      if (this.#exact) return undefined
      const { snapshot } = change
      return { what: 'snapshot', t: snapshot.t, snapshot: () => snapshot }
    }
    if (this.#exact && change === undefined) return this.#follow(this.#exact, frame)
    return change
  }

  #begin(hello: Frame): void {
    const events = (event: SchedEvent) => void this.#events.push(event)
    const options = this.#wants.events ? { events } : {}
    if (this.#wants.tape) this.#tape = new Tape({ ...options, most: tapeBytes })
    this.#exact = this.#tape?.replay ?? new ExactReplay(options)
    ;(this.#tape ?? this.#exact).push(hello)
  }

  #follow(exact: ExactReplay, frame: Frame): Followed {
    if (this.#tape) this.#tape.push({ ...frame, payload: frame.payload.slice() })
    else exact.push(frame)
    if (frame.kind !== frameClock || exact.count === 0) return undefined
    const rarer = exact.merge.world.gs.size / oftenUpTo
    // By the recording's own time: a replay gives the very states of the live run.
    if (rarer > 1 && exact.t - this.#lastSnapshot < this.#interval * rarer) return undefined
    return this.#snapshot(exact)
  }

  #snapshot(exact: ExactReplay): Followed {
    this.#snapshots++
    this.#lastSnapshot = exact.t
    return { what: 'snapshot', t: exact.t, snapshot: () => exact.snapshot() }
  }

  /** Events since the last time, in order. */
  takeEvents(): SchedEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  /** The recording is over. Gives the last state of an exact one; throws OrderError. */
  finish(): Followed {
    const exact = this.#exact
    if (!exact) return undefined
    this.#unordered = (this.#tape ?? exact).finish()
    return exact.count === 0 ? undefined : this.#snapshot(exact)
  }

  end(notes: string[]): RunEnd {
    const exact = this.#exact
    if (!exact) return this.state.end(notes)
    const end = this.state.end([...notes, ...this.#lossNotes(exact)])
    return {
      ...end,
      snapshots: this.#snapshots,
      events: exact.count,
      unordered: this.#unordered,
      stalled: exact.stalled,
    }
  }

  #lossNotes(exact: ExactReplay): string[] {
    const ms = Math.round(exact.stalled / 1e6)
    return ms > 0 ? [`the program waited ${ms} ms for its events to be read`] : []
  }
}
