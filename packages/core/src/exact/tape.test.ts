import { describe, expect, it } from 'vitest'
import { simulate } from '../testing/scheduler-sim.ts'
import { FrameSplitter, type Frame, type SchedEvent, type Snapshot } from '../wire/index.ts'
import type { Cursor } from './cursor.ts'
import { ExactReplay } from './replay.ts'
import { Tape } from './tape.ts'

const framesOf = (bytes: Uint8Array): Frame[] => {
  const frames: Frame[] = []
  new FrameSplitter({ head: true }).push(bytes, (frame) => frames.push(frame))
  return frames
}

const without = (s: Snapshot) => ({ ...s, seq: 0 })

/** State after each record, and the events with their records, as a straight replay has them. */
function straight(frames: Frame[]) {
  const states: Snapshot[] = []
  const told: { count: number; event: SchedEvent }[] = []
  const replay: ExactReplay = new ExactReplay({
    events: (event) => told.push({ count: replay.count + 1, event }),
  })
  replay.merge.after = () => states.push(without(replay.snapshot()))
  for (const frame of frames) replay.push(frame)
  replay.finish()
  return { states, told }
}

function record(frames: Frame[], options = {}): Tape {
  const tape = new Tape({ every: 300, perGoroutine: 0, ...options })
  for (const frame of frames) tape.push(frame)
  tape.finish()
  return tape
}

describe('a tape', () => {
  const frames = framesOf(simulate({ seed: 5, procs: 3, steps: 3000, noise: 1 }).recording())
  const { states, told } = straight(frames)
  const tape = record(frames)
  const open = () => tape.cursor() as Cursor
  const stateAt = (count: number) => states[count - 1]

  it('shows the state after any record, with the events that led there', () => {
    expect(states.length).toBeGreaterThan(1000)
    const cursor = open()
    let at = 7
    for (let i = 0; i < 200; i++) {
      at = (at * 7919 + i) % states.length || 1
      expect(cursor.seek(at, i % 3 === 0)).toBe(true)
      expect(without(cursor.snapshot())).toEqual(stateAt(at))
      if (i % 3 === 0) continue
      expect(cursor.past.at(-1)).toEqual(told.findLast((one) => one.count <= at))
      const made = told.filter((one) => one.count === at).map((one) => one.event)
      expect(cursor.events).toEqual(made)
      expect(cursor.words(3)).toHaveLength(Math.min(3, cursor.past.length))
    }
  })

  it('steps by event, there and back', () => {
    const cursor = open()
    cursor.seek(0)
    const stops = [...new Set(told.map((one) => one.count))]
    for (const stop of stops) {
      expect(cursor.next()).toBe(true)
      expect(cursor.count).toBe(stop)
    }
    expect(cursor.next()).toBe(false)
    expect(cursor.past.map((one) => one.event)).toEqual(told.map((one) => one.event))
    cursor.seek(stops.at(-1) as number)
    for (const stop of stops.slice(-1500, -1).toReversed()) {
      expect(cursor.previous()).toBe(true)
      expect(cursor.count).toBe(stop)
      if (stop % 50 === 0) expect(without(cursor.snapshot())).toEqual(stateAt(stop))
    }
    cursor.seek(stops[0] as number)
    expect(cursor.previous()).toBe(false)
    expect(cursor.count).toBe(stops[0])
  })

  it('finds a moment by its time', () => {
    const cursor = open()
    const last = states.at(-1)?.t ?? 0
    for (const part of [0, 0.3, 0.31, 0.9, 0.5, 1]) {
      cursor.seekTime(last * part)
      const state = states.findLast((one) => one.t <= last * part)
      expect(cursor.t).toBeLessThanOrEqual(last * part)
      expect(cursor.count).toBe(state?.events ?? 0)
      if (state) expect(without(cursor.snapshot())).toEqual(state)
    }
  })

  it('goes the same way where records were lost', () => {
    const lossy = framesOf(simulate({ seed: 9, procs: 3, steps: 3000, lose: 9 }).recording())
    const truth = straight(lossy)
    const cursor = record(lossy).cursor() as Cursor
    for (let at = truth.states.length - 1; at > 0; at -= 97) {
      cursor.seek(at)
      expect(without(cursor.snapshot())).toEqual(truth.states[at - 1])
    }
    expect(truth.states.at(-1)?.lost).toBeGreaterThan(0)
  })

  it('keeps the newest alone where it is bounded, and all that somebody looks at', () => {
    const bounded = new Tape({ every: 100, perGoroutine: 0, most: 20_000 })
    for (const frame of frames.slice(0, frames.length / 2)) bounded.push(frame)
    const cursor = bounded.cursor() as Cursor
    const { count } = bounded.replay
    expect(cursor.seek(1)).toBe(false)
    expect(cursor.seek(count)).toBe(true)
    expect(without(cursor.snapshot())).toEqual(stateAt(count))
    for (const frame of frames.slice(frames.length / 2)) bounded.push(frame)
    expect(cursor.next()).toBe(true)
    cursor.seek(count - 50)
    expect(without(cursor.snapshot())).toEqual(stateAt(count - 50))
    while (cursor.next());
    expect(cursor.count).toBeLessThan(bounded.replay.count)
    cursor.close()
    const newest = bounded.cursor() as Cursor
    expect(newest.seek(bounded.replay.count)).toBe(true)
    expect(without(newest.snapshot())).toEqual(stateAt(bounded.replay.count))
  })
})
