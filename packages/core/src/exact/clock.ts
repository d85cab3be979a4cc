/** More pairs than lie between two stamps that are converted one after the other. */
const kept = 256

/** Stamps to nanoseconds: evenly between two moments at which both clocks were read. */
export class Clock {
  /** Subtracted from nanotime: the hello's. */
  zero = 0
  readonly #stamps: number[] = []
  readonly #times: number[] = []
  /** Into both: the segment used last. */
  #at = 0

  /** Both clocks only go on; a pair that says otherwise is left out. */
  add(stamp: number, nanotime: number): void {
    const last = this.#stamps.length - 1
    const forward = stamp > (this.#stamps[last] ?? -1) && nanotime >= (this.#times[last] ?? 0)
    if (!forward) return
    this.#stamps.push(stamp)
    this.#times.push(nanotime)
    if (this.#stamps.length > 2 * kept) {
      this.#stamps.splice(0, kept)
      this.#times.splice(0, kept)
      this.#at = Math.max(0, this.#at - kept)
    }
  }

  /** Records up to this stamp can be merged: whatever comes later was stamped later. */
  get horizon(): number {
    return this.#stamps.at(-2) ?? -Infinity
  }

  /** The pairs that may still be needed, for a keyframe. */
  get pairs(): [stamp: number, nanotime: number][] {
    return this.#stamps.map((stamp, i) => [stamp, this.#times[i] as number])
  }

  /** A time in units of stamps. */
  units(ns: number): number {
    const [stamp = 0, time = 0] = [this.#stamps[0], this.#times[0]]
    const over = (this.#times.at(-1) ?? 0) - time
    return over > 0 ? (ns * ((this.#stamps.at(-1) ?? 0) - stamp)) / over : Infinity
  }

  /** The stamp of a `t`: the inverse of `ns`. */
  stamp(t: number): number {
    const last = this.#times.length - 2
    if (last < 0) return Infinity
    const time = t + this.zero
    let i = last
    while (i > 0 && time < (this.#times[i] as number)) i--
    const [stamp0, stamp1] = [this.#stamps[i] as number, this.#stamps[i + 1] as number]
    const [time0, time1] = [this.#times[i] as number, this.#times[i + 1] as number]
    return time1 === time0
      ? stamp1
      : stamp0 + ((time - time0) * (stamp1 - stamp0)) / (time1 - time0)
  }

  /** As `t`. Beyond the first and last pair at their neighbour's rate. */
  ns(stamp: number): number {
    const stamps = this.#stamps
    const times = this.#times
    const last = stamps.length - 2
    if (last < 0) return stamps.length === 0 ? 0 : (times[0] as number) - this.zero
    let i = this.#at
    while (i < last && stamp >= (stamps[i + 1] as number)) i++
    while (i > 0 && stamp < (stamps[i] as number)) i--
    this.#at = i
    const stamp0 = stamps[i] as number
    const time0 = times[i] as number
    const rate = ((times[i + 1] as number) - time0) / ((stamps[i + 1] as number) - stamp0)
    return Math.max(0, Math.round(time0 - this.zero + (stamp - stamp0) * rate))
  }
}
