/** Where the replay is: a moment of the run that moves while it plays. */
export interface Clock {
  /** Nanoseconds of the run. */
  t: number
  /** Of an exact recording, where one steps: after so many records. Many may be of the same nanosecond. */
  at?: number | undefined
  playing: boolean
  speed: number
}

export const speeds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10]
/** Exact events are so close that one may want to see them a million times slower. */
export const slowest = [1e-6, 1e-5, 1e-4, 1e-3, 0.01]

/** The clock after `ms` of real time; stops at the end. */
export function advance(clock: Clock, ms: number, last: number): Clock {
  if (!clock.playing) return clock
  const t = clock.t + ms * 1e6 * clock.speed
  const moved = { ...clock, at: undefined }
  return t >= last ? { ...moved, t: last, playing: false } : { ...moved, t }
}

/** Playing again from the end begins at the start. */
export function toggle(clock: Clock, last: number): Clock {
  if (clock.playing) return { ...clock, playing: false }
  return { ...clock, playing: true, at: undefined, t: clock.t >= last ? 0 : clock.t }
}

export function faster(clock: Clock, steps: number, of: readonly number[] = speeds): Clock {
  const at = of.indexOf(clock.speed)
  const speed = of[Math.min(of.length - 1, Math.max(0, at + steps))]
  return { ...clock, speed: speed ?? 1 }
}
