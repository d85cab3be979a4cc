import type { Digest } from './digest.ts'

/** One column of the overview: the most that any snapshot in it has. */
export interface Column {
  running: number
  runnable: number
  syscall: number
  gc: boolean
  /** Records were lost in it; threads waited for gorv in it. */
  lost: boolean
  stalled: boolean
  /** No snapshot was taken for so long that nothing is known here. */
  gap: boolean
}

/** Snapshots this many intervals apart leave a gap worth showing. */
const gapIntervals = 8

const unknown: Column = {
  running: 0,
  runnable: 0,
  syscall: 0,
  gc: false,
  lost: false,
  stalled: false,
  gap: true,
}

/** Digests spread over so many columns, by time from 0 to `total` ns. */
export function columnsOf(
  digests: readonly Digest[],
  total: number,
  interval: number,
  width: number,
): Column[] {
  const columns: (Column | undefined)[] = Array.from({ length: width }, () => undefined)
  let previous: { x: number; t: number; column: Column } | undefined
  let before = { lost: 0, stalled: 0 }
  for (const d of digests) {
    const x = Math.min(width - 1, Math.floor((d.t / total) * width))
    const gap = previous !== undefined && d.t - previous.t > interval * gapIntervals
    if (previous) {
      for (let i = previous.x + 1; i < x; i++) {
        columns[i] = gap ? unknown : { ...previous.column, lost: false, stalled: false }
      }
    }
    const old = columns[x]
    const column: Column = {
      running: Math.max(old?.running ?? 0, d.running),
      runnable: Math.max(old?.runnable ?? 0, d.runnable),
      syscall: Math.max(old?.syscall ?? 0, d.syscall),
      gc: (old?.gc ?? false) || d.gc,
      lost: (old?.lost ?? false) || d.lost > before.lost,
      stalled: (old?.stalled ?? false) || d.stalled > before.stalled,
      gap: false,
    }
    before = d
    columns[x] = column
    previous = { x, t: d.t, column }
  }
  return columns.map((column) => column ?? unknown)
}

/** The highest stack of all. */
export function heightOf(columns: readonly Column[]): number {
  let most = 1
  for (const c of columns) most = Math.max(most, c.running + c.runnable + c.syscall)
  return most
}
