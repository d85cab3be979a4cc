import type { Snapshot } from '@gorv/core/wire'

/** What the overview draws of one moment: numbers of goroutines, by what they do. */
export interface Digest {
  t: number
  /** Of the snapshot; of an exact recording, the moment's number. */
  seq: number
  running: number
  runnable: number
  syscall: number
  waiting: number
  gc: boolean
  /** Exact: records that are missing so far, and how long threads waited for gorv so far. */
  lost: number
  stalled: number
}

export function digestOf(snapshot: Snapshot): Digest {
  const digest: Digest = {
    t: snapshot.t,
    seq: snapshot.seq,
    running: 0,
    runnable: 0,
    syscall: 0,
    waiting: 0,
    gc: snapshot.sched.gcphase !== 'off',
    lost: 0,
    stalled: 0,
  }
  for (const g of snapshot.allg) {
    if (g.status === 'Grunning') digest.running++
    else if (g.status === 'Grunnable') digest.runnable++
    else if (g.status === 'Gsyscall') digest.syscall++
    else digest.waiting++
  }
  return digest
}
