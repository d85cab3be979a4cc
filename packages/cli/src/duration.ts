import { errors } from '@gorv/core'

const units: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

/** A Go duration such as 16ms or 1m30s, in ns; throws USAGE. */
export function parseDuration(text: string, flag: string): number {
  let total = 0
  const rest = text.replace(
    /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g,
    (_, number: string, unit: string) => {
      total += Number(number) * (units[unit] ?? 0)
      return ''
    },
  )
  if (rest !== '' || total <= 0) {
    throw errors.usage(`${flag} ${text} is no duration`, 'write it as Go does: 16ms, 2s, 1m30s')
  }
  return Math.round(total)
}
