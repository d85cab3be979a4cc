import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { History } from './history.ts'
import { manyPs, snapshot } from './testing/made-up.ts'

function pushed(history: History, from: number, to: number): void {
  for (let seq = from; seq < to; seq++) {
    history.push(digestOf(snapshot({ seq, t: seq * 1e8 }), 0, true))
  }
}

test('shows the newest, and keeps 600', () => {
  const history = new History()
  expect(history.shown).toBeUndefined()
  pushed(history, 0, 700)
  expect(history.shown?.seq).toBe(699)
  expect(history.place).toEqual({ at: 600, of: 600 })
})

test('paused: stands still, steps, counts what passes', () => {
  const history = new History()
  pushed(history, 0, 50)
  history.pause()
  pushed(history, 50, 80)
  expect(history.shown?.seq).toBe(49)
  expect(history.passed).toBe(30)
  history.step(-9)
  expect(history.shown?.seq).toBe(40)
  history.step(10)
  expect(history.shown?.seq).toBe(50)
  history.step(1000)
  expect(history.shown?.seq).toBe(79)
  history.step(-1000)
  expect(history.shown?.seq).toBe(0)
  history.resume()
  expect(history.shown?.seq).toBe(79)
  expect(history.paused).toBe(false)
})

test('paused for long: what is there stays, what comes later is only counted', () => {
  const history = new History()
  pushed(history, 0, 700)
  history.pause()
  pushed(history, 700, 5000)
  expect(history.passed).toBe(4300)
  expect(history.place).toEqual({ at: 600, of: 1200 })
  history.step(-1000)
  expect(history.shown?.seq).toBe(100)
  history.resume()
  expect(history.shown?.seq).toBe(4999)
  expect(history.place).toEqual({ at: 600, of: 600 })
})

test('keeps fewer of large ones', () => {
  const history = new History()
  const large = manyPs(512, 256)
  for (let seq = 0; seq < 100; seq++) history.push(digestOf({ ...large, seq }, 0, true))
  expect(history.place.of).toBeLessThan(40)
  expect(history.shown?.seq).toBe(99)
})

test('finds the one to count rates from', () => {
  const history = new History()
  pushed(history, 0, 1)
  expect(history.before(1e9)).toBeUndefined()
  pushed(history, 1, 30)
  expect(history.before(1e9)?.seq).toBe(19)
  expect(history.before(1e12)?.seq).toBe(0)
  history.pause()
  history.step(-9)
  expect(history.before(1e9)?.seq).toBe(10)
  expect(history.upToShown(3).map((digest) => digest.seq)).toEqual([18, 19, 20])
})
