import { describe, expect, it } from 'vitest'
import { simulate } from '../testing/scheduler-sim.ts'
import type { Truth } from '../testing/sim-world.ts'
import { FrameSplitter, type SchedEvent, type Snapshot } from '../wire/index.ts'
import { brokenLaws } from '../testing/laws.ts'
import { ExactReplay } from './replay.ts'

function truthOf(s: Snapshot): Truth {
  return {
    global: s.sched.runq,
    pidle: s.sched.pidle.toReversed(),
    midle: s.allm.filter((m) => m.blocked).map((m) => m.id),
    ps: s.allp.map((p) => ({
      id: p.id,
      status: p.status,
      m: p.m,
      runnext: p.runnext ?? 0,
      ring: p.runq,
    })),
    ms: s.allm.map((m) => ({ id: m.id, p: m.p, curg: m.curg ?? 0, spinning: m.spinning })),
    gs: s.allg.map(({ goid, status }) => ({ goid, status })),
  }
}

function play(recording: Uint8Array, replay: ExactReplay): void {
  new FrameSplitter({ head: true }).push(recording, (frame) => replay.push(frame))
  replay.finish()
}

const livesOf = (events: SchedEvent[]): Map<number, string[]> => {
  const lives = new Map<number, string[]>()
  const told = new Set(['create', 'run', 'park', 'ready', 'yield', 'preempt', 'exit'])
  for (const event of events) {
    if (!told.has(event.kind)) continue
    const { g } = event as { g: number } & SchedEvent
    lives.set(g, [...(lives.get(g) ?? []), event.kind])
  }
  return lives
}

describe('a replay of what made-up schedulers wrote', () => {
  const seeds = Number(process.env.GORV_SEEDS ?? 300)
  it(`has the true state and the true order, ${seeds} seeds`, { timeout: 600_000 }, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const sim = simulate({
        seed,
        procs: 1 + (seed % 5),
        steps: 1500,
        silentRewire: seed % 2 === 0,
        noise: seed % 3,
      })
      const events: SchedEvent[] = []
      const replay = new ExactReplay({ events: (event) => events.push(event) })
      let truths = 0
      replay.merge.world.onTruth = (n) => {
        expect(truthOf(replay.snapshot()), `seed ${seed}, truth ${n}`).toEqual(sim.truths[n])
        truths++
      }
      // After each record in some runs: it takes longer than all the rest.
      const laws = seed % 10 === 0
      replay.merge.after = () => {
        if (!laws) return
        const broken = brokenLaws(replay.merge.world)
        if (broken.length > 0) throw new Error(`seed ${seed}: ${broken.join('; ')}`)
      }
      try {
        play(sim.recording(), replay)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
      expect(truths).toBe(sim.truths.length)
      expect(livesOf(events), `seed ${seed}`).toEqual(sim.lives)
      for (let i = 1; i < events.length; i++) {
        expect(events[i]!.t).toBeGreaterThanOrEqual(events[i - 1]!.t)
      }
    }
  })
})
