// East Asian Wide and Fullwidth, as ranges of first and last.
const wide = [
  0x1100, 0x115f, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff,
  0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60,
  0xffe0, 0xffe6, 0x17000, 0x18cff, 0x1b000, 0x1b2ff, 0x20000, 0x3fffd,
]
const emoji = /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}\ufe0f|^\p{Regional_Indicator}/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]+$/u
const ascii = /^[\x20-\x7e]*$/
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What takes up one or two columns: a character with all that is put on top of it. */
export interface Cell {
  text: string
  width: 1 | 2
}

/** A text's columns; without those that show nothing. */
export function cellsOf(text: string): Cell[] {
  if (ascii.test(text)) return Array.from(text, (ch) => ({ text: ch, width: 1 }))
  const cells: Cell[] = []
  for (const { segment } of graphemes.segment(text)) {
    if (nothing.test(segment)) continue
    cells.push({ text: segment, width: isWide(segment) ? 2 : 1 })
  }
  return cells
}

export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const cell of cellsOf(text)) width += cell.width
  return width
}

function isWide(segment: string): boolean {
  const code = segment.codePointAt(0) ?? 0
  if (code < 0x1100) return segment.length > 1 && emoji.test(segment)
  for (let i = 0; i < wide.length; i += 2) {
    if (code <= (wide[i + 1] ?? 0)) return code >= (wide[i] ?? 0) || emoji.test(segment)
  }
  return emoji.test(segment)
}
