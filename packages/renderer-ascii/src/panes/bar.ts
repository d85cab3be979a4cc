import type { Glyphs } from '../glyphs.ts'
import { fitLine } from '../line.ts'
import { span, type Line } from '../style.ts'

/** A pane's head: its columns' names, and whether the arrow keys go to it. */
export function paneBar(
  text: string,
  focused: boolean,
  rows: { all: number; shown: number; from: number },
  width: number,
  glyphs: Glyphs,
): Line {
  const style = focused ? 'focus' : 'bar'
  const hidden = rows.all > rows.shown
  const where = hidden
    ? ` ${rows.from + 1}-${Math.min(rows.all, rows.from + rows.shown)} of ${rows.all} `
    : ''
  const head = (focused ? glyphs.here : ' ') + text
  return fitLine(
    [span(head.slice(0, width - where.length).padEnd(width - where.length) + where, style)],
    width,
    glyphs,
  )
}
