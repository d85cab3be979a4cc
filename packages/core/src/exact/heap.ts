import type { M } from './entities.ts'

/** The Ms whose record at hand may be possible, the one with the earliest stamp first. */
export class Heap {
  readonly #ms: M[] = []

  get size(): number {
    return this.#ms.length
  }

  /** The earliest stamp; only if `size` is not 0. */
  get stamp(): number {
    return (this.#ms[0] as M).records.t
  }

  push(m: M): void {
    const ms = this.#ms
    const t = m.records.t
    let i = ms.length
    while (i > 0) {
      const above = (i - 1) >> 1
      const other = ms[above] as M
      if (other.records.t <= t) break
      ms[i] = other
      i = above
    }
    ms[i] = m
  }

  pop(): M | undefined {
    const last = this.#ms.pop()
    return last && this.#ms.length > 0 ? this.replace(last) : last
  }

  /** Takes the first and puts `m` in, which is faster than both by themselves. Not of an empty one. */
  replace(m: M): M {
    const ms = this.#ms
    const first = ms[0] as M
    const t = m.records.t
    let i = 0
    for (;;) {
      let below = 2 * i + 1
      if (below >= ms.length) break
      const right = below + 1
      if (right < ms.length && (ms[right] as M).records.t < (ms[below] as M).records.t)
        below = right
      const other = ms[below] as M
      if (other.records.t >= t) break
      ms[i] = other
      i = below
    }
    ms[i] = m
    return first
  }
}
