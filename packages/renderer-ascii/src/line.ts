import type { Glyphs } from './glyphs.ts'
import { cut } from './text.ts'
import { span, type Line, type Style } from './style.ts'
import { widthOf } from './width.ts'

export function lineWidth(line: Line): number {
  let width = 0
  for (const piece of line) width += widthOf(piece.text)
  return width
}

/** A line of exactly `width` columns: cut, or filled with its last style's blanks. */
export function fitLine(line: Line, width: number, glyphs: Glyphs): Line {
  const fitted: Line = []
  let left = width
  for (const piece of line) {
    const wide = widthOf(piece.text)
    if (wide <= left) {
      fitted.push(piece)
      left -= wide
      continue
    }
    if (left > 0) fitted.push(span(cut(piece.text, left, glyphs), piece.style))
    left = width - lineWidth(fitted)
    break
  }
  if (left > 0) fitted.push(span(' '.repeat(left), fillStyle(line)))
  return fitted
}

/** `left` and `right` at the two ends; the left one yields. */
export function spread(left: Line, right: Line, width: number, fill: Style, glyphs: Glyphs): Line {
  const room = Math.max(0, width - lineWidth(right))
  return fitLine([...fitLine([...left, span('', fill)], room, glyphs), ...right], width, glyphs)
}

function fillStyle(line: Line): Style {
  const style = line.at(-1)?.style ?? 'plain'
  return style === 'bar' || style === 'focus' || style === 'top' || style === 'alarm'
    ? style
    : 'plain'
}
