import { panes, type Limits, type Pane, type View } from './view.ts'

/** What a key asks of the session, beyond changing what is shown. */
export type Action = 'interrupt' | 'pause' | 'older' | 'newer' | 'much older' | 'much newer'

/** Changes the view as a key says; keys are named as blessed names them. */
export function press(view: View, key: string, limits: Limits): Action | undefined {
  if (view.help && key !== 'C-c') {
    view.help = false
    return undefined
  }
  switch (key) {
    case 'q':
    case 'C-c':
      return 'interrupt'
    case 'p':
    case 'space':
      return 'pause'
    case ',':
      return 'older'
    case '.':
      return 'newer'
    case '<':
      return 'much older'
    case '>':
      return 'much newer'
    case '?':
      view.help = true
      return undefined
    case 's':
      view.system = !view.system
      return undefined
    case 'o':
      view.output = limits.rows.output === undefined
      return undefined
    case 'c':
      view.compact = !limits.compact
      return undefined
    case 'left':
      view.shift = Math.max(0, view.shift - 8)
      return undefined
    case 'right':
      view.shift += 8
      return undefined
    case 'tab':
      moveFocus(view, limits, 1)
      return undefined
    case 'S-tab':
      moveFocus(view, limits, -1)
      return undefined
    default:
      scroll(view, key, limits)
      return undefined
  }
}

function moveFocus(view: View, limits: Limits, by: number): void {
  const there = panes.filter((pane) => limits.rows[pane] !== undefined)
  if (there.length === 0) return
  const at = there.indexOf(view.focus)
  view.focus = there[(at + by + there.length) % there.length] as Pane
}

function scroll(view: View, key: string, limits: Limits): void {
  const rows = limits.rows[view.focus]
  if (!rows) return
  const page = Math.max(1, rows.shown - 1)
  const steps: Record<string, number> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    pageup: -page,
    pagedown: page,
    home: -Infinity,
    end: Infinity,
  }
  const step = steps[key]
  if (step === undefined) return
  // The output is read from its end: there, 0 is the last line.
  const by = view.focus === 'output' ? -step : step
  const most = Math.max(0, rows.all - rows.shown)
  view.scroll[view.focus] = Math.max(0, Math.min(most, view.scroll[view.focus] + by))
}
