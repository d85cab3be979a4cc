import { WriteStream } from 'node:tty'

/** What the environment says about the terminal. */
export interface TerminalTraits {
  /** Name of its kind, if told. */
  term: string | undefined
  /** How many it has; 0 where none are wanted. */
  colours: number
  /** Shows more than ASCII. */
  unicode: boolean
}

export function terminalTraits(env: NodeJS.ProcessEnv = process.env): TerminalTraits {
  const term = env['TERM'] === '' ? undefined : env['TERM']
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return {
    term,
    colours: coloursOf(env),
    // The Linux console's fonts have hardly more, whatever the locale is.
    unicode: /utf-?8/i.test(locale) && term !== 'linux',
  }
}

function coloursOf(env: NodeJS.ProcessEnv): number {
  // https://no-color.org: set and not empty.
  const { NO_COLOR: none, ...others } = env
  if (none !== undefined && none !== '') return 0
  // Node takes an empty NO_COLOR for a set one.
  const bits = WriteStream.prototype.getColorDepth(others)
  return bits >= 8 ? 256 : bits >= 4 ? 16 : 0
}

/** Why nothing can be drawn, or undefined. */
export function whyNot(traits: TerminalTraits, output: { isTTY?: boolean }): string | undefined {
  if (output.isTTY !== true) {
    return 'the ascii renderer draws on a terminal, and its output is not one; try -r html or -r json'
  }
  if (traits.term === 'dumb' || traits.term === 'unknown') {
    return `the ascii renderer needs a terminal that can move its cursor, and TERM is ${traits.term}; try -r html, or set TERM`
  }
  return undefined
}
