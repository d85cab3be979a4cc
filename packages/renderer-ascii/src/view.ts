/** Panes that the arrow keys can scroll, in tab's order. */
export const panes = ['ps', 'ms', 'gs', 'output'] as const
export type Pane = (typeof panes)[number]

/** What the person at the keys has chosen. */
export interface View {
  focus: Pane
  /** First row shown of each pane. */
  scroll: Record<Pane, number>
  /** Goroutines left out at the head of each queue's list. */
  shift: number
  system: boolean
  /** `auto`: from the program's first output on. */
  output: boolean | 'auto'
  /** `auto`: where the Ps' rows would not fit. */
  compact: boolean | 'auto'
  help: boolean
}

export function initialView(): View {
  return {
    focus: 'gs',
    scroll: { ps: 0, ms: 0, gs: 0, output: 0 },
    shift: 0,
    system: false,
    output: 'auto',
    compact: 'auto',
    help: false,
  }
}

/** What was laid out: how far each pane can scroll. */
export interface Limits {
  /** Rows of a pane and rows of it that show; absent panes have none. */
  rows: Partial<Record<Pane, { all: number; shown: number }>>
  /** Whether the Ps were shown as compact cells. */
  compact: boolean
}
