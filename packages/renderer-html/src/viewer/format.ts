/** 1234567 ns is "1.23 ms". */
export function duration(ns: number): string {
  if (ns < 1e3) return `${ns} ns`
  if (ns < 1e6) return `${(ns / 1e3).toPrecision(3)} µs`
  if (ns < 1e9) return `${(ns / 1e6).toPrecision(3)} ms`
  return `${(ns / 1e9).toFixed(3)} s`
}

/** A moment of the run, always in seconds so that it does not jump while it plays. */
export function moment(ns: number): string {
  return `${(ns / 1e9).toFixed(3)} s`
}

/** To the nanosecond: of exact events, microseconds hold many. */
export function exactMoment(ns: number): string {
  const seconds = Math.floor(ns / 1e9)
  const rest = String(Math.round(ns - seconds * 1e9)).padStart(9, '0')
  return `${seconds}.${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)} s`
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`
}

// Controls, bidi overrides, zero-width and line separators: what could make a name look like another.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A name of the program's, with what cannot be seen written as escapes. */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
