import { errors } from '@gorv/core'

const units: Record<string, number> = {
  '': 1,
  k: 1 << 10,
  m: 1 << 20,
  g: 1 << 30,
}

/** A size such as 64MiB, 64M or 1GiB, in bytes; throws USAGE. */
export function parseSize(text: string, flag: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*(?:([kmg])i?)?b?$/i.exec(text) ?? []
  const size = Math.round(Number(number) * (units[unit.toLowerCase()] ?? NaN))
  if (!(size >= 1 << 20 && size <= 2 ** 30)) {
    throw errors.usage(`${flag} ${text} is no size between 1MiB and 1GiB`, 'write it so: 256MiB')
  }
  return size
}
