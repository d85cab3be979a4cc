import { goidLines } from '../goids.ts'
import { fitLine } from '../line.ts'
import type { Shown } from '../scene.ts'
import { span, type Line } from '../style.ts'
import { cut } from '../text.ts'

/** The global queue in order, over `height` lines. */
export function globalQueue(scene: Shown, shift: number, width: number, height: number): Line[] {
  const { now, glyphs } = scene
  const { runq, runqsize } = now.sched
  const unlisted = runqsize - now.listed
  const tail = unlisted > 0 ? `  +${unlisted} not listed` : ''
  const label = ` Global queue ${runqsize}  `.length
  const room = width - label - 1 - tail.length
  return goidLines(runq, shift, room, height, glyphs).map((text, row) => {
    if (row > 0) return fitLine([span(' '.repeat(label) + text)], width, glyphs)
    return fitLine(
      [
        span(' Global queue ', 'dim'),
        span(String(runqsize), runqsize > 0 ? 'queue' : 'bold'),
        span('  '),
        runqsize === 0 ? span(glyphs.none, 'dim') : span(text),
        span(tail, 'dim'),
      ],
      width,
      glyphs,
    )
  })
}

/** Idle Ps in the runtime's order, and the Ms that could take them. */
export function idlePs({ now, glyphs }: Shown, width: number): Line {
  const { pidle, midle, nmspinning } = now.sched
  const ids = pidle.length === 0 ? glyphs.none : pidle.map((id) => `P${id}`).join(' ')
  const used = ` Idle Ps ${pidle.length}     Ms idle ${midle}  spinning ${nmspinning} `.length
  return fitLine(
    [
      span(' Idle Ps ', 'dim'),
      span(String(pidle.length), 'bold'),
      span('  '),
      span(cut(ids, width - used, glyphs), pidle.length === 0 ? 'dim' : 'plain'),
      span('   Ms idle ', 'dim'),
      span(String(midle)),
      span('  spinning ', 'dim'),
      span(String(nmspinning), nmspinning > 0 ? 'run' : 'plain'),
    ],
    width,
    glyphs,
  )
}
