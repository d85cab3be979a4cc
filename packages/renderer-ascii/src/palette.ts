import type { Style } from './style.ts'

interface Look {
  /** Undefined: the terminal's own. */
  fg: number | undefined
  bold?: true
  inverse?: true
}

type Hue = 'green' | 'orange' | 'sky' | 'purple' | 'vermillion' | 'grey'

// Okabe and Ito's colours, the nearest of the 256; a letter stands beside each.
const of256: Record<Hue, number> = {
  green: 36,
  orange: 178,
  sky: 74,
  purple: 175,
  vermillion: 166,
  grey: 245,
}
// Of the eight that every colour terminal has. No grey: white on white cannot be read.
const of8: Record<Hue, number | undefined> = {
  green: 2,
  orange: 3,
  sky: 6,
  purple: 5,
  vermillion: 1,
  grey: undefined,
}

const looks: Record<Style, Omit<Look, 'fg'> & { hue?: Hue }> = {
  plain: {},
  dim: { hue: 'grey' },
  bold: { bold: true },
  bar: { hue: 'sky', inverse: true },
  focus: { hue: 'orange', bold: true, inverse: true },
  top: { bold: true, inverse: true },
  alarm: { hue: 'vermillion', bold: true, inverse: true },
  run: { hue: 'green', bold: true },
  queue: { hue: 'orange' },
  wait: { hue: 'grey' },
  syscall: { hue: 'sky' },
  gc: { hue: 'purple', bold: true },
  stop: { hue: 'vermillion', bold: true },
}

/** `colours`: how many the terminal has. */
export function lookOf(style: Style, colours: number): Look {
  const { hue, ...rest } = looks[style]
  if (hue === undefined || colours === 0) return { ...rest, fg: undefined }
  return { ...rest, fg: colours >= 256 ? of256[hue] : of8[hue] }
}
