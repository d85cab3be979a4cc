import type { M } from '@gorv/core/wire'
import { fitLine } from '../line.ts'
import type { Shown } from '../scene.ts'
import { span, type Line, type Style } from '../style.ts'

type Doing = 'running' | 'syscall' | 'spinning' | 'idle' | 'own' | 'between'

const groups: { doing: Doing; letter: string; name: string; style: Style }[] = [
  { doing: 'running', letter: 'R', name: 'running', style: 'run' },
  { doing: 'syscall', letter: 'S', name: 'system call', style: 'syscall' },
  { doing: 'spinning', letter: 'L', name: 'spinning', style: 'queue' },
  { doing: 'idle', letter: 'I', name: 'idle', style: 'dim' },
  { doing: 'between', letter: '?', name: 'in between', style: 'dim' },
  { doing: 'own', letter: 'O', name: 'without a P', style: 'gc' },
]

/** Rows that it wants: always as many, so that the panes stay where they are. */
export const msHeight = groups.length

const nameWidth = 14

export function msHead(count: number): string {
  return `Ms ${count}`.padEnd(nameWidth + 3) + 'count  threads with their P and G'
}

/** One line a group; with `wrap` as many as all its Ms need, with `terse` none for an empty one. */
export function msRows(
  { now, glyphs }: Shown,
  width: number,
  { wrap = false, terse = false }: { wrap?: boolean; terse?: boolean } = {},
): Line[] {
  const members = new Map<Doing, string[]>()
  for (const m of now.allm) {
    const doing = doingOf(m, now.known.get(m.curg ?? -1)?.status)
    const list = members.get(doing)
    if (list) list.push(labelOf(m, doing))
    else members.set(doing, [labelOf(m, doing)])
  }
  const lines: Line[] = []
  for (const { doing, letter, name, style } of groups) {
    const list = members.get(doing) ?? []
    if ((terse || doing === 'between') && list.length === 0) continue
    const shown: Style = list.length === 0 ? 'dim' : style
    const label = ` ${letter} ${name}`.padEnd(nameWidth + 2)
    const count = String(list.length).padStart(7)
    const room = width - label.length - count.length - 3
    pack(list, room, wrap).forEach((text, row) => {
      const front =
        row === 0
          ? [span(label, shown), span(`${count}  `, list.length === 0 ? 'dim' : 'bold')]
          : [span(' '.repeat(label.length + count.length + 2))]
      const empty = list.length === 0
      lines.push(
        fitLine(
          [...front, span(empty ? glyphs.none : text, empty ? 'dim' : 'plain')],
          width,
          glyphs,
        ),
      )
    })
  }
  return lines
}

function doingOf(m: M, gstatus: string | undefined): Doing {
  if (m.sampler || m.startfn === 'runtime.sysmon') return 'own'
  if (m.curg !== null) return gstatus === 'Gsyscall' ? 'syscall' : 'running'
  // One that is being woken to spin is still blocked for a moment.
  if (m.spinning) return 'spinning'
  return m.blocked && m.p === null ? 'idle' : 'between'
}

function labelOf(m: M, doing: Doing): string {
  let label = `M${m.id}`
  if (m.sampler) label += " gorv's sampler"
  else if (doing === 'own') label += ' sysmon'
  if (m.startfn === 'runtime.templateThread') label += ' template'
  if (m.p !== null) label += ` P${m.p}`
  if (m.curg !== null) label += ` G${m.curg}`
  if (m.incgo) label += ' cgo'
  if (m.lockedg !== null) label += m.lockedg === m.curg ? ' locked' : ` locked to G${m.lockedg}`
  return label
}

const gap = '   '

/** Labels on lines; on one line the rest is counted. */
function pack(labels: string[], width: number, wrap: boolean): string[] {
  const lines = ['']
  for (const [i, label] of labels.entries()) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? label : line + gap + label
    const rest = labels.length - i
    const mark = wrap || rest === 1 ? 0 : `${gap}+${rest - 1} more`.length
    if (line === '' || longer.length + mark <= width) lines[lines.length - 1] = longer
    else if (wrap) lines.push(label)
    else {
      lines[lines.length - 1] = `${line}${gap}+${rest} more`
      break
    }
  }
  return lines
}
