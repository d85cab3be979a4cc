import { weightOf, type Digest } from './digest.ts'

const keep = 600
/** About 30 MB. */
const maxWeight = 4_000_000

/** The recent past. While paused nothing of it is dropped, and as much again is added. */
export class History {
  #kept: Digest[] = []
  #weight = 0
  #newest: Digest | undefined
  /** Index of what is shown while paused. */
  #at: number | undefined
  #passed = 0

  push(digest: Digest): void {
    this.#newest = digest
    if (this.#at !== undefined) {
      this.#passed++
      if (this.#kept.length >= 2 * keep || this.#weight > 2 * maxWeight) return
    }
    this.#kept.push(digest)
    this.#weight += weightOf(digest)
    if (this.#at === undefined) this.#trim()
  }

  #trim(): void {
    let drop = 0
    while (
      this.#kept.length - drop > keep ||
      (this.#weight > maxWeight && this.#kept.length - drop > 2)
    ) {
      const oldest = this.#kept[drop++]
      if (oldest) this.#weight -= weightOf(oldest)
    }
    if (drop > 0) this.#kept.splice(0, drop)
  }

  get paused(): boolean {
    return this.#at !== undefined
  }

  pause(): void {
    this.#at ??= Math.max(0, this.#kept.length - 1)
    this.#passed = 0
  }

  resume(): void {
    if (this.#at === undefined) return
    this.#at = undefined
    if (this.#newest && this.#kept.at(-1) !== this.#newest) {
      this.#kept.push(this.#newest)
      this.#weight += weightOf(this.#newest)
    }
    this.#trim()
  }

  step(by: number): void {
    if (this.#at === undefined) return
    this.#at = Math.max(0, Math.min(this.#kept.length - 1, this.#at + by))
  }

  /** Snapshots that came since the pause began. */
  get passed(): number {
    return this.#passed
  }

  /** Which of the kept ones is shown, counted from 1. */
  get place(): { at: number; of: number } {
    return { at: (this.#at ?? this.#kept.length - 1) + 1, of: this.#kept.length }
  }

  get shown(): Digest | undefined {
    return this.#at === undefined ? this.#newest : this.#kept[this.#at]
  }

  /** Those up to the one that is shown, `count` at most. */
  upToShown(count: number): Digest[] {
    const end = this.place.at
    return this.#kept.slice(Math.max(0, end - count), end)
  }

  /** One that was taken about `ns` before the one that is shown, or the oldest: what rates are counted from. */
  before(ns: number): Digest | undefined {
    const shown = this.shown
    if (!shown) return undefined
    let found: Digest | undefined
    for (let i = this.place.at - 2; i >= 0; i--) {
      found = this.#kept[i]
      if (found && shown.t - found.t >= ns) break
    }
    return found
  }
}
