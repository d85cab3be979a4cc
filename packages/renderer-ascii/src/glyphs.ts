/** The few signs beyond letters; where the locale is not UTF-8 there are only ASCII's. */
export interface Glyphs {
  unicode: boolean
  ellipsis: string
  /** In place of nothing. */
  none: string
  /** A bar's last column, from empty to full; more entries make it finer. */
  eighths: string[]
  /** A graph's columns, from nothing to the most. */
  levels: string[]
  /** Before the pane that the keys go to. */
  here: string
}

const unicode: Glyphs = {
  unicode: true,
  ellipsis: '…',
  none: '–',
  eighths: [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  levels: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  here: '▸',
}

const plain: Glyphs = {
  unicode: false,
  ellipsis: '~',
  none: '-',
  eighths: [' ', '#'],
  levels: [' ', '.', ':', '|', '#'],
  here: '>',
}

export function glyphsFor(utf8: boolean): Glyphs {
  return utf8 ? unicode : plain
}

/** A bar `width` columns wide; anything above zero shows. */
export function bar(part: number, whole: number, width: number, glyphs: Glyphs): string {
  const steps = glyphs.eighths.length - 1
  const share = whole > 0 ? Math.min(1, part / whole) : 0
  let filled = Math.floor(share * width * steps)
  if (share > 0 && filled === 0) filled = 1
  const full = Math.floor(filled / steps)
  const last = filled % steps === 0 ? '' : (glyphs.eighths[filled % steps] ?? '')
  return ((glyphs.eighths[steps] ?? '').repeat(full) + last).padEnd(width)
}

/** A graph of the newest values, the latest at its right end. */
export function graph(values: number[], most: number, width: number, glyphs: Glyphs): string {
  const steps = glyphs.levels.length - 1
  return values
    .slice(-width)
    .map((value) => {
      const level = most > 0 ? Math.ceil((Math.min(value, most) / most) * steps) : 0
      return glyphs.levels[level] ?? ''
    })
    .join('')
    .padStart(width)
}
