/** A moment of a run, to the millisecond: 2.016s, 3m07.250s, 1h02m03s. */
export function moment(ns: number): string {
  const ms = Math.floor(ns / 1e6)
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(3)}s`
  const minutes = Math.floor(seconds / 60)
  const rest = (ms - minutes * 60_000) / 1000
  if (minutes < 60) return `${minutes}m${rest.toFixed(3).padStart(6, '0')}s`
  const hours = Math.floor(minutes / 60)
  return `${hours}h${two(minutes - hours * 60)}m${two(rest)}s`
}

/** A moment to the nanosecond: where one steps by event. */
export function exactMoment(ns: number): string {
  const rest = String(Math.round(ns % 1e9)).padStart(9, '0')
  return `${Math.floor(ns / 1e9)}.${rest}s`
}

/** A number in at most five columns: 12345, 123k, 12M. */
export function short(n: number): string {
  if (n < 100_000) return String(Math.round(n))
  if (n < 100_000_000) return n < 1e6 ? `${Math.floor(n / 1e3)}k` : `${(n / 1e6).toFixed(1)}M`
  return n < 1e9 ? `${Math.floor(n / 1e6)}M` : `${(n / 1e9).toFixed(1)}G`
}

/** A uint32 counter's steps in one second; undefined where it was set back or no time passed. */
export function perSecond(from: number, to: number, ns: number): number | undefined {
  if (ns <= 0) return undefined
  const steps = (to - from) >>> 0
  // Half the counter's range in one step is a counter that was set back.
  return steps > 0x7fff_ffff ? undefined : (steps * 1e9) / ns
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function two(n: number): string {
  return String(Math.floor(n)).padStart(2, '0')
}
