/** What the panes would like to have, in rows without their bars. */
export interface Wishes {
  ps: number
  compact: number
  ms: number
  output: boolean
  /** A line for what an event says. */
  narration: boolean
}

export interface Heights {
  queue: number
  trend: number
  ps: number
  /** The Ps' rows do not fit. */
  crowded: boolean
  ms: number
  gs: number
  output: number
}

/** Top bar, moment, goroutines, idle Ps, footer; bars of Ps, Ms and Gs. */
const fixed = 8

/**
 * Shares the rows of a screen out. Depends on nothing that changes from one
 * snapshot to the next, so that the panes stay where they are.
 */
export function share(rows: number, wishes: Wishes): Heights {
  const trend = rows >= 28 ? 1 : 0
  const queue = rows >= 50 ? 3 : rows >= 36 ? 2 : 1
  const output = wishes.output ? Math.max(2, Math.min(10, Math.floor(rows / 7))) : 0
  const lines = (wishes.output ? 1 : 0) + (wishes.narration ? 1 : 0)
  const rest = rows - fixed - trend - queue - output - lines
  const leastGs = Math.max(2, Math.min(8, Math.floor(rest * 0.3)))
  const leastMs = Math.min(wishes.ms, rest >= 9 ? 3 : 2)
  const mostPs = Math.max(1, rest - leastGs - leastMs)
  const crowded = wishes.ps > mostPs
  const ps = Math.min(crowded ? wishes.compact : wishes.ps, mostPs)
  const ms = Math.max(1, Math.min(wishes.ms, rest - ps - leastGs))
  return { queue, trend, ps, crowded, ms, gs: Math.max(0, rest - ps - ms), output }
}
