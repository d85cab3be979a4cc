import { describe, expect, it } from 'vitest'
import { brokenLaws } from '../testing/laws.ts'
import { simulate } from '../testing/scheduler-sim.ts'
import { FrameSplitter, type SchedEvent } from '../wire/index.ts'
import { ExactReplay } from './replay.ts'

describe('a recording with losses', () => {
  it(
    'is played to its end, in states that could be, and says since when it guesses',
    { timeout: 60_000 },
    () => {
      for (let seed = 1; seed <= 30; seed++) {
        const sim = simulate({ seed, procs: 1 + (seed % 5), steps: 1000, lose: 1 + (seed % 40) })
        const events: SchedEvent[] = []
        const replay = new ExactReplay({ events: (event) => events.push(event) })
        replay.merge.after = () => {
          // An M that lost what gave it a P again goes on without, and one may end with a hand full.
          const broken = brokenLaws(replay.merge.world).filter(
            (law) => !/without a P|no hand/.test(law),
          )
          expect(broken, `seed ${seed}`).toEqual([])
        }
        new FrameSplitter({ head: true }).push(sim.recording(), (frame) => replay.push(frame))
        expect(replay.finish()).toBe(0)
        const first = events.find((event) => event.kind === 'lost')
        expect(replay.approximateSince === null).toBe(first === undefined)
        if (first) expect(replay.approximateSince).toBeLessThanOrEqual(first.t)
        expect(replay.snapshot().approximate).toBe(first ? true : undefined)
      }
    },
  )
})
