import { share } from './heights.ts'
import { fitLine } from './line.ts'
import { paneBar } from './panes/bar.ts'
import { footer } from './panes/footer.ts'
import { gsHead, gsRows } from './panes/gs.ts'
import { goroutinesLine, momentLine, topBar } from './panes/header.ts'
import { help } from './panes/help.ts'
import { msHead, msHeight, msRows } from './panes/ms.ts'
import { narration } from './panes/narration.ts'
import { notice } from './panes/notice.ts'
import { outputHead, outputRows } from './panes/output.ts'
import { compactHead, compactRows } from './panes/ps-compact.ts'
import { psHead, psRows } from './panes/ps.ts'
import { globalQueue, idlePs } from './panes/queue.ts'
import { trendLine } from './panes/trend.ts'
import type { Scene, Shown } from './scene.ts'
import type { Line } from './style.ts'
import type { Limits, Pane, View } from './view.ts'

export interface Size {
  columns: number
  rows: number
}

export interface Screenful {
  /** As many as the size has rows, each as wide as it has columns. */
  lines: Line[]
  limits: Limits
}

/** Everything fits into 80x24; a little less still works. */
const least: Size = { columns: 60, rows: 20 }

export function layout(scene: Scene, view: View, size: Size): Screenful {
  const { columns: width, rows: height } = size
  if (width < least.columns || height < least.rows) {
    const words = [
      `This terminal is ${width}x${height}.`,
      `gorv needs ${least.columns}x${least.rows}.`,
      'q ends the program.',
    ]
    return nothing(notice(words, scene, width, height))
  }
  if (view.help) {
    const lines = help(width, height, scene)
    while (lines.length < height) lines.push(fitLine([], width, scene.glyphs))
    return nothing(lines)
  }
  if (scene.now) return panes({ ...scene, now: scene.now }, view, size)
  const words = [scene.hello ? 'No snapshot yet.' : 'Waiting for the program to say hello.']
  return nothing([
    topBar(scene, width),
    ...notice(words, scene, width, height - 2),
    footer(scene, width),
  ])
}

function nothing(lines: Line[]): Screenful {
  return { lines, limits: { rows: {}, compact: false } }
}

function panes(scene: Shown, view: View, { columns: width, rows: height }: Size): Screenful {
  const { glyphs, now } = scene
  const withOutput = view.output === 'auto' ? scene.output.length > 0 : view.output
  const compact = compactRows(scene, width)
  const exact = now.events !== null
  const heights = share(height, {
    ps: now.allp.length,
    compact: compact.length,
    ms: msHeight,
    output: withOutput,
    narration: exact,
  })
  const limits: Limits = {
    rows: {},
    compact: view.compact === 'auto' ? heights.crowded : view.compact,
  }
  const focus = view.focus === 'output' && !withOutput ? 'gs' : view.focus

  const blank = fitLine([], width, glyphs)
  const pane = (name: Pane, head: string, all: Line[], shown: number): Line[] => {
    limits.rows[name] = { all: all.length, shown }
    const from = Math.min(view.scroll[name], Math.max(0, all.length - shown))
    const rows = all.slice(from, from + shown).map((line) => fitLine(line, width, glyphs))
    while (rows.length < shown) rows.push(blank)
    const place = { all: all.length, shown, from }
    return [paneBar(head, name === focus, place, width, glyphs), ...rows]
  }

  const ps = limits.compact ? compact : psRows(scene, view.shift, width)
  const psTitle = limits.compact ? compactHead(now.allp.length) : psHead(width, now.allp.length)
  const wrap = focus === 'ms'
  let ms = msRows(scene, width, { wrap })
  if (ms.length > heights.ms) ms = msRows(scene, width, { wrap, terse: true })
  const lines = [
    topBar(scene, width),
    momentLine(scene, width),
    goroutinesLine(scene, width),
    ...(heights.trend > 0 ? [trendLine(scene, width)] : []),
    ...globalQueue(scene, view.shift, width, heights.queue),
    idlePs(scene, width),
    ...pane('ps', psTitle, ps, heights.ps),
    ...pane('ms', msHead(now.allm.length), ms, heights.ms),
    ...pane('gs', gsHead(scene, view.system, width), gsRows(scene, view.system, width), heights.gs),
    ...(withOutput ? outputPane() : []),
    ...(exact ? [narration(scene, width)] : []),
    footer(scene, width),
  ]
  return { lines, limits }

  function outputPane(): Line[] {
    const all = scene.output.length
    const back = Math.min(view.scroll.output, Math.max(0, all - heights.output))
    const rows = outputRows(scene, back, width, heights.output)
    while (rows.length < heights.output) rows.push(blank)
    limits.rows.output = { all, shown: heights.output }
    const from = Math.max(0, all - heights.output - back)
    const place = { all: back > 0 ? all : 0, shown: heights.output, from }
    return [paneBar(outputHead, focus === 'output', place, width, glyphs), ...rows]
  }
}
