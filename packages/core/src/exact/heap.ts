import type { M } from './entities.ts'

/** By stamp; of the same one by id, so that a replay goes the same way wherever it begins or stops. */
function before(a: M, b: M): boolean {
  const s = a.records.t
  const t = b.records.t
  return s < t || (s === t && a.id < b.id)
}

/** The Ms whose record at hand may be possible, the one with the earliest stamp first. */
export class Heap {
  readonly #ms: M[] = []

  /** Whether one is to come before `m`. */
  precedes(m: M): boolean {
    const first = this.#ms[0]
    return first !== undefined && before(first, m)
  }

  push(m: M): void {
    const ms = this.#ms
    let i = ms.length
    while (i > 0) {
      const above = (i - 1) >> 1
      const other = ms[above] as M
      if (before(other, m)) break
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
    let i = 0
    for (;;) {
      let below = 2 * i + 1
      if (below >= ms.length) break
      const right = below + 1
      if (right < ms.length && before(ms[right] as M, ms[below] as M)) below = right
      const other = ms[below] as M
      if (before(m, other)) break
      ms[i] = other
      i = below
    }
    ms[i] = m
    return first
  }
}
