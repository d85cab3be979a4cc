/** What a piece of text is; palette.ts says how it looks. */
export type Style =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'bar'
  | 'focus'
  | 'top'
  | 'alarm'
  | 'run'
  | 'queue'
  | 'wait'
  | 'syscall'
  | 'gc'
  | 'stop'

export interface Span {
  text: string
  style: Style
}

export type Line = Span[]

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style }
}

/** A line's text, without its looks. */
export function textOf(line: Line): string {
  return line.map((piece) => piece.text).join('')
}
