import type { P } from '@gorv/core/wire'
import { graph } from '../glyphs.ts'
import { pLetter } from '../letters.ts'
import type { Shown } from '../scene.ts'
import { span, type Line, type Span } from '../style.ts'
import { fit } from '../text.ts'

const cell = 20

/** Many Ps in little room: a cell each, in columns; the head of compactRows. */
export function compactHead(count: number): string {
  return `Ps ${count}  status, running, local queue`
}

export function compactRows(scene: Shown, width: number): Line[] {
  const perRow = Math.max(1, Math.floor(width / cell))
  const lines: Line[] = []
  const { allp } = scene.now
  for (let at = 0; at < allp.length; at += perRow) {
    lines.push(allp.slice(at, at + perRow).flatMap((p) => cellOf(scene, p)))
  }
  return lines
}

function cellOf({ now, glyphs }: Shown, p: P): Span[] {
  const { letter, style } = pLetter(p.status)
  const m = p.m === null ? undefined : now.allm.find((other) => other.id === p.m)
  const g = m?.curg === null || m === undefined ? glyphs.none : `G${m.curg}`
  const length = p.runq.length
  return [
    span(fit(` P${p.id}`, 5, glyphs), 'bold'),
    span(`${letter} `, style),
    span(fit(g, 8, glyphs), g === glyphs.none ? 'dim' : 'plain'),
    span(graph([length], 256, 1, glyphs), 'queue'),
    span(fit(String(length), 4, glyphs), length > 0 ? 'queue' : 'dim'),
  ]
}
