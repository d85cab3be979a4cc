import { Grunnable, Grunning, Gsyscall } from './entities.ts'
import type { World } from './world.ts'

/** How many goroutines do what. */
export interface Tally {
  running: number
  runnable: number
  syscall: number
  waiting: number
}

export function tallyOf(w: World): Tally {
  const tally = { running: 0, runnable: 0, syscall: 0, waiting: 0 }
  for (const { status } of w.gs.values()) {
    if (status === Grunning) tally.running++
    else if (status === Grunnable) tally.runnable++
    else if (status === Gsyscall) tally.syscall++
    else tally.waiting++
  }
  return tally
}
