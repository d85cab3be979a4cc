import { Names } from '../model/names.ts'
import {
  ByteReader,
  frameClock,
  frameDict,
  frameEvents,
  frameHeaderSize,
  frameHello,
  type Frame,
  type SchedEvent,
  type Snapshot,
} from '../wire/index.ts'
import { readHello } from '../wire/records.gen.ts'
import { Clock } from './clock.ts'
import { Dict, type SavedDict } from './dict.ts'
import { EventOut } from './event-out.ts'
import { Merge } from './merge.ts'
import { loadWorld, saveWorld, type SavedWorld } from './saved-world.ts'
import { snapshotOf } from './snapshot.ts'
import { tallyOf, type Tally } from './tally.ts'

const maxM = 1 << 24
/** A thread that has no CPU for so long is nothing special where there are few. */
const raggedNs = 200e6

export interface ExactOptions {
  /** Takes each event, in order; without it no events are made, which is faster. */
  events?: (event: SchedEvent) => void
  /** Shared with another replay of the same recording. */
  dict?: Dict
}

/** All that a replay needs to go on from a moment, as JSON. */
export interface SavedReplay {
  t: number
  count: number
  stamp: number
  /** The frame to go on with, and the first that had not been pushed. */
  from: number
  next: number
  clock: [stamp: number, nanotime: number][]
  world: SavedWorld
}

/**
 * Plays a recording's exact events, frame by frame: `push` its frames, `finish`
 * at the end; `snapshot` is the state after the last record that was played.
 */
export class ExactReplay {
  readonly #clock = new Clock()
  readonly dict: Dict
  readonly #names = new Names()
  readonly merge = new Merge()
  #snapshots = 0
  /** Where the frame behind the last one begins. */
  #next = 0
  /** Clock frames before this one were seen before. */
  #resumeAt = 0
  #until = Infinity
  #approximateSince: number | null = null
  readonly #out: EventOut | undefined

  constructor(options: ExactOptions = {}) {
    const { events, dict = new Dict() } = options
    this.dict = dict
    if (events) this.#out = new EventOut(this.#clock, dict, this.#names, events)
    this.merge.world.out = this.#out
  }

  /** Whether events are made, for whoever takes them only now and then. */
  set tells(on: boolean) {
    this.merge.world.out = on ? this.#out : undefined
  }

  /** Records played so far. */
  get count(): number {
    return this.merge.count
  }

  /** The time of what was played last, as `t` of events. */
  get t(): number {
    return this.count === 0 ? 0 : this.#clock.ns(this.merge.stamp)
  }

  get goroutines(): number {
    return this.merge.world.gs.size
  }

  /** Plays so many records and no more until it is told another number. */
  stopAt(count: number): void {
    this.merge.limit = count
    this.#run(this.#clock.horizon)
  }

  /** There are no more frames: plays what is left, as far as it may. */
  rest(): void {
    this.#run(Infinity)
  }

  /** Plays nothing that happened after `t` until it is told another one. */
  until(t: number): void {
    this.#until = t
    this.#run(this.#clock.horizon)
  }

  /** Whether all that happened until then was played. */
  get reached(): boolean {
    return this.#until <= this.#clock.ns(this.#clock.horizon)
  }

  save(): SavedReplay {
    return {
      t: this.t,
      count: this.count,
      stamp: this.merge.stamp,
      from: this.merge.unreadFrame(this.#next),
      next: this.#next,
      clock: this.#clock.pairs,
      world: saveWorld(this.merge.world),
    }
  }

  /** Of a replay that has seen the hello and nothing else. Then push frames from `from` on. */
  load(saved: SavedReplay, dict?: SavedDict): void {
    if (dict) this.dict.load(dict)
    this.#resumeAt = this.#next = saved.next
    for (const [stamp, nanotime] of saved.clock) this.#clock.add(stamp, nanotime)
    this.merge.count = saved.count
    this.merge.stamp = saved.stamp
    loadWorld(this.merge.world, saved.world)
    this.merge.resume()
  }

  /** Throws WireError where a frame makes no sense. Frames that are not of exact mode are passed over. */
  push(frame: Frame): void {
    if (frame.kind === frameEvents) this.#readEvents(frame)
    else if (frame.kind === frameClock) this.#readClock(frame)
    else if (frame.kind === frameDict) this.dict.read(frame)
    else if (frame.kind === frameHello) this.#readHello(frame)
    this.#next = frame.offset + frameHeaderSize + frame.payload.length
  }

  /** What a goroutine that is alive began with; null where that is not known. */
  startfn(goid: number): string | null {
    const g = this.merge.world.gs.get(goid)
    return g ? this.dict.site(g.site).startfn : null
  }

  /** The state in few numbers: much quicker than a snapshot. */
  get tally(): Tally & { gc: boolean; lost: number } {
    const { world } = this.merge
    return { ...tallyOf(world), gc: world.gcphase !== 0, lost: world.lost }
  }

  /** How long Ms waited for gorv to read, in ns, all together. */
  get stalled(): number {
    return this.merge.world.stalled
  }

  /** From here on records are missing, and the state is a good guess; null if none are. */
  get approximateSince(): number | null {
    return this.#approximateSince
  }

  /**
   * Plays the rest. Gives how many records at the very end have no place, as
   * the program ended before it wrote down what came before them. Throws
   * OrderError if records contradict each other.
   */
  finish(): number {
    this.merge.ragged = this.#clock.units(raggedNs)
    const unordered = this.merge.finish()
    this.#noteLoss()
    return unordered
  }

  snapshot(): Snapshot {
    const at = { t: this.t, seq: this.#snapshots++, events: this.count }
    return snapshotOf(this.merge.world, this.dict, this.#names, at)
  }

  #run(horizon: number): void {
    this.merge.until = this.#until === Infinity ? Infinity : this.#clock.stamp(this.#until)
    this.merge.run(horizon)
    this.#noteLoss()
  }

  #noteLoss(): void {
    const stamp = this.merge.world.lossySince
    if (stamp !== undefined) this.#approximateSince ??= this.#clock.ns(stamp)
  }

  #readEvents(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    const m = r.uvarint()
    const no = r.uvarint()
    const offset = r.uvarint()
    if (m > maxM) r.fail('an M number no program has')
    // Whoever had written before the keyframe and is not in it has ended.
    if (frame.offset < this.#resumeAt && !this.merge.world.ms.has(m)) return
    // Copied: a frame's payload may be a view of more bytes, or of some that will be overwritten.
    const bytes = frame.payload.slice(r.at)
    const base = frame.offset + frameHeaderSize + r.at
    this.merge.push(m, { no, offset, bytes, base, frame: frame.offset })
  }

  #readClock(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    // Not all that was pushed before it has come again.
    if (frame.offset < this.#resumeAt) return
    this.#clock.add(r.uvarint(), r.uvarint())
    this.#run(this.#clock.horizon)
  }

  #readHello(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    const hello = readHello(r)
    this.#names.readHello(hello, r)
    this.#clock.zero = Number(hello.nanotime)
  }
}
