import { graph } from '../glyphs.ts'
import { fitLine } from '../line.ts'
import type { Digest } from '../digest.ts'
import type { Shown } from '../scene.ts'
import { span, type Line, type Style } from '../style.ts'

interface Series {
  name: string
  style: Style
  value(digest: Digest): number
  most(values: number[], now: Digest): number
}

const series: Series[] = [
  {
    name: 'Ps busy',
    style: 'run',
    value: (digest) =>
      digest.allp.filter((p) => p.status !== 'Pidle' && p.status !== 'Pdead').length,
    most: (_, now) => now.allp.length,
  },
  {
    name: 'queued',
    style: 'queue',
    value: queued,
    most: (values) => Math.max(...values),
  },
  {
    name: 'goroutines',
    style: 'wait',
    value: (digest) => digest.total - digest.systems,
    most: (values) => Math.max(...values),
  },
]

function queued(digest: Digest): number {
  let sum = digest.sched.runqsize
  for (const p of digest.allp) sum += p.runq.length + (p.runnext === null ? 0 : 1)
  return sum
}

/** How it came to be as it is: three graphs of the recent past. */
export function trendLine({ now, trend, glyphs }: Shown, width: number): Line {
  const each = Math.floor((width - 1) / series.length)
  const line: Line = []
  for (const one of series) {
    const values = trend.map((digest) => one.value(digest))
    const latest = ` ${one.name} ${values.at(-1) ?? 0} `
    const room = Math.max(0, each - latest.length - 1)
    line.push(
      span(latest, 'dim'),
      span(graph(values, one.most(values, now), room, glyphs), one.style),
      span(' '),
    )
  }
  return fitLine(line, width, glyphs)
}
