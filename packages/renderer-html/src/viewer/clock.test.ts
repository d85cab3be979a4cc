import { describe, expect, it } from 'vitest'
import { advance, faster, toggle } from './clock.ts'

describe('clock', () => {
  it('runs at its speed and stops at the end', () => {
    const clock = { t: 0, playing: true, speed: 0.5 }
    expect(advance(clock, 10, 1e9).t).toBe(5e6)
    expect(advance(clock, 10_000, 1e9)).toEqual({ t: 1e9, playing: false, speed: 0.5 })
    expect(advance({ ...clock, playing: false }, 10, 1e9).t).toBe(0)
  })

  it('begins anew when played from the end', () => {
    expect(toggle({ t: 7, playing: false, speed: 1 }, 7)).toEqual({ t: 0, playing: true, speed: 1 })
    expect(toggle({ t: 3, playing: false, speed: 1 }, 7).t).toBe(3)
  })

  it('has a slowest and a fastest speed', () => {
    let clock = { t: 0, playing: false, speed: 1 }
    for (let i = 0; i < 20; i++) clock = faster(clock, 1)
    expect(clock.speed).toBe(10)
    for (let i = 0; i < 20; i++) clock = faster(clock, -1)
    expect(clock.speed).toBe(0.05)
  })
})
