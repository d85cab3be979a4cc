import type { P } from '@gorv/core/wire'
import { perSecond, short } from '../format.ts'
import { bar } from '../glyphs.ts'
import { goidLines } from '../goids.ts'
import { gLetter, gLetters, pLetter } from '../letters.ts'
import type { Shown } from '../scene.ts'
import { span, type Line, type Span, type Style } from '../style.ts'
import { fit, shortName } from '../text.ts'

/** Places in a P's queue, in every Go so far. */
const ring = 256

interface Columns {
  id: number
  next: number
  running: number
  fill: number
  queue: number
  timers: number
  ticks: number
}

/** Letter, M, count and rate have fixed widths; goroutines take what is left. */
function columnsFor(width: number): Columns {
  const roomy = width >= 100
  const id = roomy ? 7 : 5
  const next = roomy ? 9 : 7
  const fill = roomy ? 9 : width >= 72 ? 5 : 0
  const timers = width >= 72 ? 4 : 0
  const ticks = width >= 96 ? 7 : 0
  const left = width - id - 2 - 5 - next - 8 - 7 - fill - timers - ticks
  const running = Math.min(44, Math.max(12, Math.floor(left * (roomy ? 0.5 : 0.6))))
  return { id, running, next, fill, queue: Math.max(0, left - running), timers, ticks }
}

export function psHead(width: number, count: number): string {
  const c = columnsFor(width)
  return [
    (c.id > 5 ? `Ps ${count}` : 'Ps').padEnd(c.id - 1),
    'S ',
    'M    ',
    'running'.padEnd(c.running),
    'next'.padEnd(c.next),
    c.fill > 0 ? 'local queue'.padEnd(8 + c.fill) : 'queued  ',
    'head first'.slice(0, Math.max(0, c.queue - 1)).padEnd(c.queue),
    c.timers > 0 ? ' tmr' : '',
    c.ticks > 0 ? '  ticks' : '',
    '    /s',
  ].join('')
}

export function psRows(scene: Shown, shift: number, width: number): Line[] {
  const columns = columnsFor(width)
  return scene.now.allp.map((p) => psRow(scene, p, shift, columns))
}

function psRow(scene: Shown, p: P, shift: number, c: Columns): Line {
  const { glyphs } = scene
  const { letter, style } = pLetter(p.status)
  const length = p.runq.length
  const queued: Style = length === 0 ? 'dim' : length >= ring / 2 ? 'stop' : 'queue'
  const list = goidLines(p.runq, shift, c.queue - 1, 1, glyphs)[0] ?? ''
  const rate = rateOf(scene, p)
  const known = (n: number | null) => (n === null ? '?' : short(n))
  return [
    span(fit(` P${p.id}`, c.id, glyphs), 'bold'),
    span(`${letter} `, style),
    span(fit(p.m === null ? glyphs.none : `M${p.m}`, 5, glyphs), p.m === null ? 'dim' : 'plain'),
    ...runningOn(scene, p, c.running),
    span(
      fit(p.runnext === null ? glyphs.none : `G${p.runnext}`, c.next, glyphs),
      p.runnext === null ? 'dim' : 'queue',
    ),
    span(fit(`${length}/${ring}`, 8, glyphs), queued),
    span(c.fill > 0 ? bar(length, ring, c.fill - 1, glyphs) + ' ' : '', queued),
    span(fit(list, c.queue, glyphs)),
    span(c.timers > 0 ? fit(known(p.timers), c.timers, glyphs, 'right') : '', 'dim'),
    span(c.ticks > 0 ? fit(known(p.schedtick), c.ticks, glyphs, 'right') : '', 'dim'),
    span(fit(rate === undefined ? '?' : short(rate), 6, glyphs, 'right')),
    span(' '),
  ]
}

/** The goroutine on a P's M, and what it began with. */
function runningOn({ now, glyphs }: Shown, p: P, width: number): Span[] {
  const m = p.m === null ? undefined : now.allm.find((other) => other.id === p.m)
  if (!m) return [span(fit(glyphs.none, width, glyphs), 'dim')]
  if (m.curg === null) {
    return [span(fit(m.spinning ? 'looks for work' : 'scheduler', width, glyphs), 'dim')]
  }
  const g = now.known.get(m.curg)
  const id = `G${m.curg} `
  const name = shortName(g?.startfn ?? '?', width - 1 - id.length, glyphs)
  const style = g && gLetter(g) !== 'R' ? gLetters[gLetter(g)].style : 'plain'
  return [
    span(id, style === 'plain' ? 'run' : style),
    span(fit(name, width - id.length, glyphs), style),
  ]
}

function rateOf({ now, before }: Shown, p: P): number | undefined {
  const then = before?.allp.find((other) => other.id === p.id)
  if (!then || !before || then.schedtick === null || p.schedtick === null) return undefined
  return perSecond(then.schedtick, p.schedtick, now.t - before.t)
}
