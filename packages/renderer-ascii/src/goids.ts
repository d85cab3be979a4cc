import type { Glyphs } from './glyphs.ts'

/** goids of a queue from its head over `height` lines, none of them cut in two; `shift` of them left out. */
export function goidLines(
  queue: number[],
  shift: number,
  width: number,
  height: number,
  glyphs: Glyphs,
): string[] {
  const lines: string[] = []
  let at = Math.min(shift, Math.max(0, queue.length - 1))
  const before = at > 0 ? glyphs.ellipsis : ''
  for (let row = 0; row < height; row++) {
    const last = row === height - 1
    let text = row === 0 ? before : ''
    for (; at < queue.length; at++) {
      const next = (text === '' ? '' : ' ') + String(queue[at])
      const mark = last && at < queue.length - 1 ? 2 : 0
      if (text.length + next.length + mark > width) break
      text += next
    }
    if (last && at < queue.length) text += (text === '' ? '' : ' ') + glyphs.ellipsis
    lines.push(width > 0 ? text : '')
  }
  return lines
}
