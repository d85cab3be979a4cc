import type { Group } from '../groups.ts'
import { bar } from '../glyphs.ts'
import { gLetters } from '../letters.ts'
import type { Shown } from '../scene.ts'
import { span, type Line } from '../style.ts'
import { fit, shortName } from '../text.ts'

interface Columns {
  share: number
  state: number
  name: number
  creator: number
}

function columnsFor(width: number): Columns {
  const share = width >= 72 ? (width >= 110 ? 17 : 9) : 0
  const state = width >= 110 ? 26 : 22
  const left = width - 10 - share - 2 - state - 9
  const creator = left >= 60 ? Math.floor(left * 0.45) : 0
  return { share, state, name: left - creator, creator }
}

export function gsHead(scene: Shown, system: boolean, width: number): string {
  const c = columnsFor(width)
  const { systems } = scene.now
  const hidden = system || systems === 0 ? '' : ` (+${systems} system)`
  return [
    'Gs count ',
    ''.padEnd(c.share),
    'S ',
    'state'.padEnd(c.state),
    `began with${hidden}`.slice(0, c.name - 1).padEnd(c.name),
    'created by'.slice(0, c.creator).padEnd(c.creator),
    ' newest ',
  ].join('')
}

export function gsRows({ now, glyphs }: Shown, system: boolean, width: number): Line[] {
  const c = columnsFor(width)
  const groups = system ? now.groups : now.groups.filter((group) => !group.system)
  const whole = system ? now.total : now.total - now.systems
  return groups.map((group) => row(group, whole, c))

  function row(group: Group, of: number, columns: Columns): Line {
    const { style } = gLetters[group.letter]
    const scanned = group.scanned > 0 ? ` (${group.scanned} scanned)` : ''
    const name = group.startfn ?? '?'
    return [
      span(fit(String(group.count), 9, glyphs, 'right'), 'bold'),
      span(' '),
      span(columns.share > 0 ? bar(group.count, of, columns.share - 1, glyphs) + ' ' : '', style),
      span(`${group.letter} `, style),
      span(fit(group.state + scanned, columns.state - 1, glyphs) + ' ', style),
      span(
        fit(shortName(name, columns.name - 1, glyphs), columns.name, glyphs),
        group.system ? 'dim' : 'plain',
      ),
      span(
        columns.creator > 0
          ? fit(
              shortName(group.createdby ?? glyphs.none, columns.creator - 1, glyphs),
              columns.creator,
              glyphs,
            )
          : '',
        'dim',
      ),
      span(fit(`G${group.newest} `, 9, glyphs, 'right'), 'dim'),
    ]
  }
}
