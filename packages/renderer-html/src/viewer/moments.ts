import { Tape, type Cursor, type Told } from '@gorv/core/exact'
import type { Frame, Snapshot } from '@gorv/core/wire'
import type { Clock } from './clock.ts'
import type { Digest } from './digest.ts'

/** What is shown of an exact recording: a state, and the events that led to it. */
export interface Moment {
  snapshot: Snapshot
  /** Records that led here. */
  count: number
  /** The last events, the latest last; none while it plays. */
  past: readonly Told[]
  /** The last of them in words. */
  words: readonly string[]
}

/** As many events as one reads at once. */
const mostWords = 12

/** A goroutine in so many does not change the picture: digests are made no more often. */
const blurred = 8

/** An exact recording in memory: the state at any instant and after any event. */
export class Moments {
  readonly #tape = new Tape()
  #cursor: Cursor | undefined
  #shown: { t: number; at: number | undefined; quick: boolean; moment: Moment } | undefined
  #digested = 0
  /** Records at the end that have no place. */
  unordered = 0

  /** A digest where there is a new one: at each look that the recorder took at the clock. */
  push(frame: Frame, isClock: boolean, seq: number): Digest | undefined {
    this.#tape.push(frame)
    const { replay } = this.#tape
    if (!isClock || replay.count === 0) return undefined
    if (seq > 0 && replay.count - this.#digested < replay.goroutines / blurred) return undefined
    return this.#digest(seq)
  }

  #digest(seq: number): Digest {
    const { replay } = this.#tape
    this.#digested = replay.count
    return { t: replay.t, seq, ...replay.tally, stalled: replay.stalled }
  }

  /** All was pushed. The last digest; throws where records contradict each other. */
  finish(seq: number): Digest {
    this.unordered = this.#tape.finish()
    return this.#digest(seq)
  }

  /** Records there are. */
  get count(): number {
    return this.#tape.replay.count
  }

  get t(): number {
    return this.#tape.replay.t
  }

  get stalled(): number {
    return this.#tape.replay.stalled
  }

  get lost(): number {
    return this.#tape.replay.tally.lost
  }

  get approximateSince(): number | null {
    return this.#tape.replay.approximateSince
  }

  /** The moment that a clock shows: after so many records, or else at a time. */
  at({ t, at, playing }: Clock): Moment | undefined {
    const cursor = (this.#cursor ??= this.#tape.cursor())
    if (!cursor) return undefined
    const shown = this.#shown
    if (shown && shown.t === t && shown.at === at && shown.quick === playing) return shown.moment
    if (at !== undefined) cursor.seek(at, playing)
    // Paused where it played: the same record, now with what led to it.
    else if (shown?.t === t) cursor.seek(shown.moment.count, playing)
    else cursor.seekTime(t, playing)
    return this.#show(cursor, t, at, playing)
  }

  /** One event on or back from where a clock is; the clock that shows it. */
  step(from: Clock, by: 1 | -1): Clock {
    const moment = this.at({ ...from, playing: false })
    const cursor = this.#cursor
    if (!cursor || !moment) return from
    cursor.seek(moment.count)
    const moved = by > 0 ? cursor.next() : cursor.previous()
    const { t, count } = moved ? cursor : { t: moment.snapshot.t, count: moment.count }
    return { ...from, t, at: count, playing: false }
  }

  #show(cursor: Cursor, t: number, at: number | undefined, quick: boolean): Moment {
    const past = quick ? [] : cursor.past.slice(-mostWords)
    const words = quick ? [] : cursor.words(mostWords)
    const moment = { snapshot: cursor.snapshot(), count: cursor.count, past, words }
    this.#shown = { t, at, quick, moment }
    return moment
  }
}
