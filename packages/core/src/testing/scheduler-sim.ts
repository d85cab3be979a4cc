import { program } from './sim-m.ts'
import { sysmon } from './sim-sysmon.ts'
import { SimP, SimWorld, type SimOptions } from './sim-world.ts'

const stepsToTheEnd = 100_000

/** A random legal run of a scheduler: what its Ms wrote, and what was true. The same seed, the same run. */
export function simulate(options: SimOptions): SimWorld {
  const w = new SimWorld(options, program)
  for (let id = 0; id < options.procs; id++) w.ps.push(new SimP(id))
  const m0 = w.newM()
  m0.program = w.programOf(m0)
  const watcher = w.newM()
  watcher.program = sysmon(w, watcher)
  w.clock()
  const ended = () => w.ending && w.truths.length > before
  let before = 0
  for (let step = 0; !ended() && step < options.steps + stepsToTheEnd; step++) {
    if (step === options.steps) {
      w.ending = true
      before = w.truths.length
    }
    w.now += w.random(12)
    if (w.chance(1)) w.sync()
    w.pick(w.ms)?.program?.next()
  }
  w.sync(true)
  return w
}
