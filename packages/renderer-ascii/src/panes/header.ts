import { exactMoment, moment, perSecond, plural, short } from '../format.ts'
import { gLetters, type GLetter } from '../letters.ts'
import { fitLine, lineWidth, spread } from '../line.ts'
import type { Scene, Shown } from '../scene.ts'
import { span, type Line } from '../style.ts'

/** Who is watched, and whether what one sees is now. */
export function topBar(scene: Scene, width: number): Line {
  const { hello } = scene
  const left: Line = [span(` gorv  ${scene.title} `, 'top')]
  const about = hello
    ? ` ${hello.goversion} ${hello.goos}/${hello.goarch}  GOMAXPROCS ${hello.gomaxprocs}  `
    : ''
  return spread(left, [span(about, 'top'), ...stateOf(scene)], width, 'top', scene.glyphs)
}

function stateOf(scene: Scene): Line {
  const { paused } = scene
  if (paused) {
    const back = paused.of - paused.at
    const snapshots = back === 0 ? '' : ` ${back} back`
    const where = paused.event === undefined ? snapshots : ` at event ${paused.event}`
    const what = scene.ended ? 'ended' : `${paused.passed} passed`
    return [span(` PAUSED${where}, ${what} `, 'alarm')]
  }
  if (scene.leaving) return [span(' ending ', 'alarm')]
  if (scene.behind > 0) return [span(` ${(scene.behind / 1000).toFixed(1)}s behind `, 'alarm')]
  return [span(scene.live ? ' live ' : ' replay ', 'top')]
}

/** When this was, how it was taken, and what the collector does. */
export function momentLine(scene: Shown, width: number): Line {
  const { now, before } = scene
  if (now.events !== null) {
    return spread(exactness(scene, now.events), collector(scene), width, 'plain', scene.glyphs)
  }
  const rate = before ? perSecond(before.seq, now.seq, now.t - before.t) : undefined
  const left: Line = [
    span(' t ', 'dim'),
    span(moment(now.t), 'bold'),
    span('  seq ', 'dim'),
    span(String(now.seq)),
    span(`  ${rate === undefined ? '?' : Math.round(rate)}/s`),
    span('  skipped ', 'dim'),
    span(String(now.skipped), now.skipped > 0 ? 'queue' : 'dim'),
    span('  torn ', 'dim'),
    span(String(now.tornSoFar), now.tornSoFar > 0 ? 'queue' : 'dim'),
    ...(now.torn ? [span(' TORN', 'stop')] : []),
  ]
  return spread(left, collector(scene), width, 'plain', scene.glyphs)
}

/** Every event is in it; or what is missing, and what it cost the program. */
function exactness({ now, before, paused }: Shown, events: number): Line {
  const rate =
    before?.events == null ? undefined : perSecond(before.events, events, now.t - before.t)
  const { lost, stalled } = now
  const known = (n: number | null, text: (n: number) => string) => (n === null ? '?' : text(n))
  return [
    span(' t ', 'dim'),
    span(paused ? exactMoment(now.t) : moment(now.t), 'bold'),
    span('  exact ', 'dim'),
    span(short(events)),
    span(' events  ', 'dim'),
    span(`${rate === undefined ? '?' : short(rate)}/s`),
    span('  lost ', 'dim'),
    span(known(lost, short), lost === 0 ? 'dim' : 'stop'),
    span('  stalled ', 'dim'),
    span(
      known(stalled, (ns) => `${Math.ceil(ns / 1e6)}ms`),
      stalled === 0 ? 'dim' : 'queue',
    ),
    ...(now.approximate ? [span(' GUESS', 'stop')] : []),
  ]
}

function collector({ now }: Shown): Line {
  const scanned = now.scanned > 0 ? ` (${plural(now.scanned, 'stack')})` : ''
  const phases: Record<string, Line> = {
    off: [span('GC off ', 'dim')],
    mark: [span(`GC mark${scanned} `, 'gc')],
    marktermination: [span(`GC mark termination${scanned} `, 'gc')],
  }
  const phase = phases[now.sched.gcphase] ?? [span(`GC ${now.sched.gcphase} `)]
  return now.sched.gcwaiting ? [span(' STOP THE WORLD ', 'alarm'), span(' '), ...phase] : phase
}

const order: GLetter[] = ['R', 'Q', 'W', 'S', 'A', 'P', 'C', '?']

/** How many goroutines there are, by state; in words where there is room for them. */
export function goroutinesLine(scene: Shown, width: number): Line {
  const inWords = countsOf(scene, true)
  const line = lineWidth(inWords) <= width ? inWords : countsOf(scene, false)
  return fitLine(line, width, scene.glyphs)
}

function countsOf({ now }: Shown, words: boolean): Line {
  const line: Line = [
    span(words ? ' Goroutines ' : ' Gs ', 'dim'),
    span(String(now.total - now.systems), 'bold'),
    span(` + ${now.systems} system `, 'dim'),
  ]
  for (const letter of order) {
    const count = now.users[letter] ?? 0
    if (count === 0 && !'RQWS'.includes(letter)) continue
    const { style, means } = gLetters[letter]
    const text = words ? `  ${letter} ${count} ${means}` : `  ${letter} ${count}`
    line.push(span(text, count === 0 ? 'dim' : style))
  }
  return line
}
