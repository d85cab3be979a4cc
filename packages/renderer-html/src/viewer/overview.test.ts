import { describe, expect, it } from 'vitest'
import type { Digest } from './digest.ts'
import { columnsOf, heightOf } from './overview.ts'

const digest = (t: number, running: number, more: Partial<Digest> = {}): Digest => ({
  t,
  seq: 0,
  running,
  runnable: 0,
  syscall: 0,
  waiting: 0,
  gc: false,
  lost: 0,
  stalled: 0,
  ...more,
})

describe('columnsOf', () => {
  it('shows the most of what falls into one column', () => {
    const [column] = columnsOf([digest(0, 1), digest(1, 5), digest(2, 2)], 100, 1, 10)
    expect(column?.running).toBe(5)
  })

  it('holds a state until the next snapshot', () => {
    const columns = columnsOf([digest(0, 3), digest(80, 1)], 100, 20, 10)
    expect(columns.map((c) => c.running)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 1, 0])
    expect(columns.at(-1)?.gap).toBe(true)
  })

  it('shows a long time without a snapshot as unknown', () => {
    const columns = columnsOf([digest(0, 3), digest(90, 1)], 100, 1, 10)
    expect(columns.slice(1, 9).every((c) => c.gap)).toBe(true)
  })

  it('draws something of every snapshot, however many share a column', () => {
    const many = Array.from({ length: 1000 }, (_, i) => digest(i, 0, { gc: i === 501 }))
    expect(
      columnsOf(many, 1000, 1, 10)
        .map((c) => c.gc)
        .indexOf(true),
    ).toBe(5)
  })

  it('marks where events were lost, and where threads waited, and nowhere else', () => {
    const marks = { lost: 9, stalled: 5 }
    const all = [digest(0, 1), digest(50, 1, { stalled: 5 }), digest(70, 1, marks)]
    const columns = columnsOf([...all, digest(99, 1, marks)], 100, Infinity, 10)
    expect(columns.map((c) => c.stalled).indexOf(true)).toBe(5)
    expect(columns.filter((c) => c.stalled)).toHaveLength(1)
    expect(columns.map((c) => c.lost).indexOf(true)).toBe(7)
    expect(columns.filter((c) => c.lost || c.gap)).toHaveLength(1)
  })

  it('is of some height even where nothing ran', () => {
    expect(heightOf(columnsOf([digest(0, 0)], 1, 1, 3))).toBe(1)
  })
})
