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
import { Dict } from './dict.ts'
import { EventOut } from './event-out.ts'
import { Merge } from './merge.ts'
import { snapshotOf } from './snapshot.ts'

const maxM = 1 << 24
/** A thread that has no CPU for so long is nothing special where there are few. */
const raggedNs = 200e6

export interface ExactOptions {
  /** Takes each event, in order; without it no events are made, which is faster. */
  events?: (event: SchedEvent) => void
}

/**
 * Plays a recording's exact events, frame by frame: `push` its frames, `finish`
 * at the end; `snapshot` is the state after the last record that was played.
 */
export class ExactReplay {
  readonly #clock = new Clock()
  readonly #dict = new Dict()
  readonly #names = new Names()
  readonly merge = new Merge()
  #snapshots = 0
  #approximateSince: number | null = null

  constructor(options: ExactOptions = {}) {
    const { events } = options
    if (events) this.merge.world.out = new EventOut(this.#clock, this.#dict, this.#names, events)
  }

  /** Records played so far. */
  get count(): number {
    return this.merge.count
  }

  /** The time of what was played last, as `t` of events. */
  get t(): number {
    const m = this.merge.world.current
    return m ? this.#clock.ns(this.merge.stamp) : 0
  }

  /** Throws WireError where a frame makes no sense. Frames that are not of exact mode are passed over. */
  push(frame: Frame): void {
    if (frame.kind === frameEvents) this.#readEvents(frame)
    else if (frame.kind === frameClock) this.#readClock(frame)
    else if (frame.kind === frameDict) this.#dict.read(frame)
    else if (frame.kind === frameHello) this.#readHello(frame)
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
    return snapshotOf(this.merge.world, this.#dict, this.#names, this.t, this.#snapshots++)
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
    // Copied: a frame's payload may be a view of more bytes, or of some that will be overwritten.
    this.merge.push(m, no, offset, frame.payload.slice(r.at), frame.offset + frameHeaderSize + r.at)
  }

  #readClock(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    this.#clock.add(r.uvarint(), r.uvarint())
    this.merge.run(this.#clock.horizon)
    this.#noteLoss()
  }

  #readHello(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    const hello = readHello(r)
    this.#names.readHello(hello, r)
    this.#clock.zero = Number(hello.nanotime)
  }
}
