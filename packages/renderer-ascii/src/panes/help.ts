import { gLetters, pLetters } from '../letters.ts'
import { fitLine } from '../line.ts'
import type { Scene } from '../scene.ts'
import { span, type Line } from '../style.ts'

const sampledSteps = 'while paused: one snapshot back or on; thirty at once'
const exactSteps = 'while paused: one decision of the scheduler back or on; one screen'

const keysFor = (exact: boolean): [string, string][] => [
  ['q Ctrl-C', 'end the program as Ctrl-C would; again: leave it the terminal'],
  ['p space', 'pause what is shown; the program goes on'],
  [', .  < >', exact ? exactSteps : sampledSteps],
  ['tab', 'to the next pane; arrows, page up and down, home, end move in it'],
  ['left right', 'along the queues'],
  ['s o c', 'system goroutines; the program’s output; Ps as rows or cells'],
]

const ofSamples: Line[] = [
  [span('  torn  ', 'bold'), span('shown snapshots in which a queue changed while it was read')],
  [span('  skipped ', 'bold'), span('snapshots left out to stay out of the program’s way')],
]
const ofExact: Line[] = [
  [span('  lost  ', 'bold'), span('events that were dropped; from then on the state is a guess')],
  [span('  stalled ', 'bold'), span('threads waited so long, together, for gorv to read events')],
]

/** The keys and the signs; `height` lines at most. */
export function help(width: number, height: number, { glyphs, hello }: Scene): Line[] {
  const exact = hello?.mode === 'exact'
  const lines: Line[] = [[span(' gorv: what you see', 'bold')]]
  for (const [key, does] of keysFor(exact))
    lines.push([span(`  ${key.padEnd(12)}`, 'bold'), span(does)])
  const gs = Object.entries(gLetters).map(([letter, g]) => ({ letter, ...g }))
  lines.push([], letters('G', gs.slice(0, 4)), letters(' ', gs.slice(4)))
  lines.push(letters('P', Object.values(pLetters)))
  lines.push(
    [],
    [span('  next  ', 'bold'), span('P.runnext: runs before the local queue does')],
    [
      span('  ticks ', 'bold'),
      span('P.schedtick: goroutines it has started to run; /s in the last second'),
    ],
    [span('  tmr   ', 'bold'), span('timers of the P; ? where this Go does not tell')],
    [
      span('  ? Ms  ', 'bold'),
      span('that take or give up a P, or wait in the netpoller: not told apart'),
    ],
    ...(exact ? ofExact : ofSamples),
    [],
    [span('  any key closes this', 'dim')],
  )
  const plain = (text: string) => (glyphs.unicode ? text : text.replaceAll('’', "'"))
  return lines.slice(0, height).map((line) =>
    fitLine(
      line.map((piece) => ({ ...piece, text: plain(piece.text) })),
      width,
      glyphs,
    ),
  )
}

function letters(
  of: string,
  list: { letter: string; style: Line[0]['style']; means: string }[],
): Line {
  const line: Line = [span(`  ${of} `, 'bold')]
  for (const { letter, style, means } of list) {
    line.push(span(` ${letter}`, style), span(` ${means} `, 'dim'))
  }
  return line
}
