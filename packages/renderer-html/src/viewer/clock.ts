/** Where the replay is: a moment of the run that moves while it plays. */
export interface Clock {
  /** Nanoseconds of the run. */
  t: number
  playing: boolean
  speed: number
}

export const speeds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10]

/** The clock after `ms` of real time; stops at the end. */
export function advance(clock: Clock, ms: number, last: number): Clock {
  if (!clock.playing) return clock
  const t = clock.t + ms * 1e6 * clock.speed
  return t >= last ? { ...clock, t: last, playing: false } : { ...clock, t }
}

/** Playing again from the end begins at the start. */
export function toggle(clock: Clock, last: number): Clock {
  if (clock.playing) return { ...clock, playing: false }
  return { ...clock, playing: true, t: clock.t >= last ? 0 : clock.t }
}

export function faster(clock: Clock, steps: number): Clock {
  const at = speeds.indexOf(clock.speed)
  const speed = speeds[Math.min(speeds.length - 1, Math.max(0, at + steps))]
  return { ...clock, speed: speed ?? 1 }
}
