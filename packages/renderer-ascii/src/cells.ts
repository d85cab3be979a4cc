import { lookOf } from './palette.ts'
import type { Line } from './style.ts'
import { cellsOf } from './width.ts'

/** What stands in one column: blessed's word for its looks, and the text; empty behind a wide character. */
export type ScreenCell = [attributes: number, text: string]

const none = 0x1ff

/** A line as columns; `wide` where a character takes up two of them. */
export function toCells(
  line: Line,
  width: number,
  colours: number,
): { cells: ScreenCell[]; wide: boolean } {
  const cells: ScreenCell[] = []
  let wide = false
  for (const piece of line) {
    const attributes = attributesOf(piece.style, colours)
    for (const cell of cellsOf(piece.text)) {
      if (cells.length + cell.width > width) break
      cells.push([attributes, cell.text])
      if (cell.width === 2) {
        wide = true
        cells.push([attributes, ''])
      }
    }
  }
  while (cells.length < width) cells.push([(none << 9) | none, ' '])
  return { cells, wide }
}

function attributesOf(style: Line[0]['style'], colours: number): number {
  const look = lookOf(style, colours)
  const flags = (look.bold ? 1 : 0) | (look.inverse ? 8 : 0)
  return (flags << 18) | ((look.fg ?? none) << 9) | none
}
