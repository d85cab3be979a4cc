import {
  FrameSplitter,
  frameClock,
  frameSnapshot,
  snapshotKey,
  type Frame,
  type Snapshot,
} from '@gorv/core/wire'
import { State } from '@gorv/core/model'
import { digestOf, type Digest } from './digest.ts'
import { Moments } from './moments.ts'

/**
 * A recording in memory. `add` goes through it once and keeps a digest of each
 * snapshot; `at` rebuilds any one of them from the key frame before it.
 */
export class Replay {
  readonly digests: Digest[] = []
  /** Of a recording of exact events; snapshots are what it has else. */
  moments: Moments | undefined
  /** Why the rest of the recording could not be read. */
  damage: string | undefined
  readonly #splitter = new FrameSplitter({ head: true })
  readonly #scan = new State()
  readonly #seek = new State()
  readonly #frames: Frame[] = []
  /** The key frame that each snapshot needs. */
  readonly #keys: number[] = []
  #at: { index: number; snapshot: Snapshot } | undefined

  get hello() {
    return this.#scan.hello
  }

  /** Moments that the overview knows. */
  get length(): number {
    return this.digests.length
  }

  /** The time of the last moment. */
  get last(): number {
    return this.moments?.t ?? this.digests.at(-1)?.t ?? 0
  }

  add(bytes: Uint8Array): void {
    if (this.damage !== undefined) return
    try {
      this.#splitter.push(bytes, (frame) => this.#take(frame))
    } catch (error) {
      this.damage = error instanceof Error ? error.message : String(error)
    }
  }

  /** All that there is was added. */
  finish(): void {
    if (!this.moments || this.damage !== undefined) return
    try {
      this.digests.push(this.moments.finish(this.length))
    } catch (error) {
      this.damage = error instanceof Error ? error.message : String(error)
    }
  }

  #take(frame: Frame): void {
    const change = this.#scan.apply(frame)
    if (change?.what === 'hello' && change.hello.mode === 'exact') this.moments = new Moments()
    if (this.moments) {
      const digest = this.moments.push(frame, frame.kind === frameClock, this.length)
      if (digest) this.digests.push(digest)
      return
    }
    if (frame.kind !== frameSnapshot) this.#seek.apply(frame)
    else if (change?.what === 'snapshot') {
      const isKey = (frame.flags & snapshotKey) !== 0
      this.#keys.push(isKey ? this.#frames.length : (this.#keys.at(-1) ?? 0))
      this.#frames.push(frame)
      this.digests.push(digestOf(change.snapshot))
    }
  }

  /** The index-th snapshot, from 0; undefined where there is none. */
  at(index: number): Snapshot | undefined {
    const key = this.#keys[index]
    if (key === undefined) return undefined
    if (this.#at?.index === index) return this.#at.snapshot
    const from = this.#at && this.#at.index < index ? Math.max(key, this.#at.index + 1) : key
    for (const frame of this.#frames.slice(from, index)) this.#seek.skim(frame)
    const frame = this.#frames[index]
    const change = frame && this.#seek.apply(frame)
    if (change?.what !== 'snapshot') return undefined
    this.#at = { index, snapshot: change.snapshot }
    return change.snapshot
  }

  /** Index of the last snapshot at or before a moment; 0 before the first. */
  indexAt(t: number): number {
    let low = 0
    let high = this.digests.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.digests[middle]?.t ?? 0) <= t) low = middle
      else high = middle - 1
    }
    return Math.max(0, low)
  }

  indexOfSeq(seq: number): number | undefined {
    const index = this.digests.findIndex((digest) => digest.seq === seq)
    return index < 0 ? undefined : index
  }
}
