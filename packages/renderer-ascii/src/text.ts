import type { Glyphs } from './glyphs.ts'
import { cellsOf, widthOf } from './width.ts'

// C0, DEL and C1; marks that turn the direction of writing; halves of surrogate pairs.
const control = /\p{Cc}/gu
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g
const halves = /\p{Cs}/gu
const beyondAscii = /\P{ASCII}/gu

/** Text that cannot steer a terminal: what is not to be shown as it is becomes visible or goes. */
export function clean(text: string, unicode: boolean): string {
  const safe = text
    .replace(control, (ch) => caret(ch.charCodeAt(0)))
    .replace(invisible, '')
    .replace(halves, '\ufffd')
  return unicode ? safe : safe.replace(beyondAscii, '?')
}

function caret(code: number): string {
  if (code === 0x7f) return '^?'
  if (code >= 0x80) return `\\x${code.toString(16)}`
  return `^${String.fromCharCode(code + 64)}`
}

/** Not wider than `width`; what was cut off the right shows. */
export function cut(text: string, width: number, glyphs: Glyphs): string {
  if (width <= 0) return ''
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 0
  for (const cell of cellsOf(text)) {
    if (used + cell.width > width - 1) break
    kept += cell.text
    used += cell.width
  }
  return kept + glyphs.ellipsis
}

/** Exactly `width` columns. */
export function fit(text: string, width: number, glyphs: Glyphs, side: 'left' | 'right' = 'left') {
  const short = cut(text, width, glyphs)
  const room = ' '.repeat(Math.max(0, width - widthOf(short)))
  return side === 'left' ? short + room : room + short
}

/** A function's name, without its package's path where there is no room for that. */
export function shortName(name: string, width: number, glyphs: Glyphs): string {
  if (widthOf(name) <= width) return name
  const generic = name.indexOf('[')
  const slash = name.lastIndexOf('/', generic === -1 ? undefined : generic)
  return cut(name.slice(slash + 1), width, glyphs)
}
