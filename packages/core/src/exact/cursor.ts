import { WireError, type Frame, type SchedEvent, type Snapshot } from '../wire/index.ts'
import type { Dict } from './dict.ts'
import { narrate } from './narrate.ts'
import type { Reel } from './reel.ts'
import { ExactReplay, type SavedReplay } from './replay.ts'

/** An event, and how many records there were with the one that says it. */
export interface Told {
  count: number
  event: SchedEvent
}

/** Records before a moment whose events are at hand, so that one can say how it came to it. */
const memory = 1 << 14
/** Records between two states that are kept on the way, for steps back; so many for each goroutine. */
const near = 1 << 12
const nearPerGoroutine = 4
/** Goroutines in these states, and how many there are at most. */
const mostNearKept = 200_000
const mostNear = 64

/** A moment of a tape: the state after so many records, and the events that led to it. */
export class Cursor {
  readonly #reel: Reel
  readonly #hello: Frame
  readonly #dict: Dict
  #replay: ExactReplay
  /** Into the reel: the frame to push next. */
  #next = 0
  /** Up to here; the latest last. */
  #past: Told[] = []
  /** Records from which on `#past` has every event. */
  #knownFrom = 0
  #near: SavedReplay[] = []
  #closed = false

  constructor(reel: Reel, hello: Frame, dict: Dict) {
    this.#reel = reel
    this.#hello = hello
    this.#dict = dict
    this.#replay = this.#empty()
    reel.held++
    this.#restore(reel.keys[0] as SavedReplay)
  }

  /** Records that led here. */
  get count(): number {
    return this.#replay.count
  }

  get t(): number {
    return this.#replay.t
  }

  /** What the last record told: mostly one event, none where it tells nothing by itself. */
  get events(): SchedEvent[] {
    const { count } = this
    const from = this.#past.findLastIndex((told) => told.count < count) + 1
    return this.#past.slice(from).map((told) => told.event)
  }

  /** Events up to here, the latest last: some thousands, or fewer where the tape begins. */
  get past(): readonly Told[] {
    return this.#past
  }

  /** The last events of `past` in words, the latest last. */
  words(most: number): string[] {
    const events = this.#past.map((told) => told.event)
    const startfn = (goid: number) => this.#replay.startfn(goid)
    const from = Math.max(0, events.length - most)
    return events
      .slice(from)
      .map((event, i) => narrate(event, { past: events.slice(0, from + i), startfn }))
  }

  snapshot(): Snapshot {
    return this.#replay.snapshot()
  }

  /**
   * Goes to the state after so many records; `quick` tells of no events, for
   * whoever goes on at once. False where the tape does not hold it: then it is
   * as near as there is.
   */
  seek(count: number, quick = false): boolean {
    const goal = Math.max(count, (this.#reel.keys[0] as SavedReplay).count)
    const known = !quick && this.#past.length > 0 && goal >= this.#knownFrom
    if (known && goal <= this.count) this.#back(goal)
    else if (known && goal - this.count <= memory) this.#play(goal, true)
    else {
      const tellFrom = quick ? goal : Math.max(0, goal - memory)
      this.#forget()
      this.#approach(tellFrom)
      if (!this.#play(tellFrom, false, quick)) return false
      this.#knownFrom = this.count
      if (!quick) this.#play(goal, true)
    }
    return this.count === count
  }

  /** Goes to the state at `t`: after all records stamped up to then. */
  seekTime(t: number, quick = false): void {
    this.#forget()
    const key = this.#reel.keys.findLast((one) => one.t <= t) ?? this.#reel.keys[0]
    if (this.t > t || (key && key.count > this.count)) this.#restore(key as SavedReplay)
    this.#replay.tells = false
    this.#guarded(() => {
      const replay = this.#replay
      replay.until(t)
      replay.stopAt(Infinity)
      while (!replay.reached && this.#pushNext());
      replay.stopAt(replay.count)
      replay.until(Infinity)
    })
    if (!quick) this.seek(this.count)
  }

  /** One event on. False at the tape's end. */
  next(): boolean {
    const before = this.#past.length
    const { count } = this
    if (this.#knownFrom > count || before === 0) this.seek(count)
    while (this.#play(this.count + 1, true)) {
      if (this.#past.at(-1)?.count === this.count) return true
    }
    return false
  }

  /** One event back: to the record before that told one. False at the tape's beginning. */
  previous(): boolean {
    const { count } = this
    for (let from = count; ; from = this.#knownFrom) {
      const earlier = this.#past.findLast((told) => told.count < count)
      if (earlier) return this.seek(earlier.count)
      if (from <= (this.#reel.keys[0] as SavedReplay).count) return this.seek(count) && false
      this.#forget()
      this.seek(from - 1)
      if (this.#knownFrom >= from) return this.seek(count) && false
    }
  }

  /** The tape may forget what only this one needs. */
  close(): void {
    if (!this.#closed) this.#reel.held--
    this.#closed = true
  }

  #empty(): ExactReplay {
    const events = (event: SchedEvent) =>
      void this.#past.push({ count: this.#replay.count + 1, event })
    const replay = new ExactReplay({ events, dict: this.#dict })
    replay.tells = false
    return replay
  }

  #forget(): void {
    this.#past = []
    this.#knownFrom = Infinity
  }

  #back(goal: number): void {
    while ((this.#past.at(-1)?.count ?? 0) > goal) this.#past.pop()
    if (goal === this.count) return
    this.#approach(goal)
    this.#play(goal, false)
  }

  /** To the last state at hand before `goal`, if that is not where it is. */
  #approach(goal: number): void {
    const before = (keys: SavedReplay[]) => keys.findLast((key) => key.count <= goal)
    let key = before(this.#reel.keys) ?? (this.#reel.keys[0] as SavedReplay)
    const closer = before(this.#near)
    if (closer && closer.count > key.count) key = closer
    if (this.count > goal || this.count < key.count) this.#restore(key)
  }

  #restore(key: SavedReplay): void {
    this.#replay = this.#empty()
    this.#replay.push(this.#hello)
    this.#replay.load(key)
    this.#replay.stopAt(key.count)
    const { frames } = this.#reel
    this.#next = lowerBound(frames, key.from)
    while ((frames[this.#next]?.offset ?? Infinity) < key.next) this.#pushNext()
  }

  /** Plays up to so many records. False where there are not so many. */
  #play(goal: number, tells: boolean, quick = false): boolean {
    const replay = this.#replay
    replay.tells = tells
    const gap = Math.max(near, nearPerGoroutine * replay.goroutines)
    return this.#guarded(() => {
      while (replay.count < goal) {
        const stop = Math.min(goal, replay.count + gap)
        replay.stopAt(stop)
        while (replay.count < stop && this.#pushNext());
        if (replay.count < stop) return false
        if (!quick && stop < goal && goal - stop < memory) this.#keepNear()
      }
      if (this.#past.length > 4 * memory) {
        this.#past = this.#past.slice(-memory)
        this.#knownFrom = (this.#past[0] as Told).count
      }
      return true
    })
  }

  #keepNear(): void {
    const { count } = this.#replay
    if (this.#near.some((key) => key.count === count)) return
    this.#near.push(this.#replay.save())
    this.#near.sort((a, b) => a.count - b.count)
    const most = Math.min(mostNear, Math.ceil(mostNearKept / (this.#replay.goroutines + 1)))
    if (this.#near.length > most) this.#near = this.#near.filter((_, i) => i % 2 === 0)
  }

  #pushNext(): boolean {
    const frame = this.#reel.frames[this.#next]
    if (frame) {
      this.#next++
      this.#replay.push(frame)
      return true
    }
    const { count } = this.#replay
    if (this.#reel.ended) this.#replay.rest()
    return this.#replay.count > count
  }

  /** Where the recording is damaged the tape ends. */
  #guarded<T>(run: () => T): T | false {
    try {
      return run()
    } catch (error) {
      if (error instanceof WireError) return false
      throw error
    }
  }
}

function lowerBound(frames: readonly Frame[], offset: number): number {
  let low = 0
  let high = frames.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle] as Frame).offset < offset) low = middle + 1
    else high = middle
  }
  return low
}
