export type Action =
  | 'play'
  | 'back'
  | 'forward'
  | 'far back'
  | 'far forward'
  | 'first'
  | 'last'
  | 'slower'
  | 'faster'
  | 'filter'
  | 'help'
  | 'clear'

/** What the help shows: keys, and what they do. */
const ofSnapshots: [string, string][] = [
  [', or ←   . or →', 'one snapshot back, forward'],
  ['<   >', 'ten snapshots back, forward'],
  ['Home  End', 'first, last snapshot'],
]
const ofEvents: [string, string][] = [
  [', or ←   . or →', 'one decision of the scheduler back, forward'],
  ['<   >', 'about 10 ms of the run back, forward'],
  ['Home  End', 'first, last event'],
]
const ofBoth: [string, string][] = [
  ['[  ]', 'slower, faster'],
  ['/', 'filter the goroutines'],
  ['Esc', 'let go of the chosen goroutine'],
  ['?', 'this help'],
]

export function keyHelp(exact: boolean): [string, string][] {
  return [['Space', 'play, pause'], ...(exact ? ofEvents : ofSnapshots), ...ofBoth]
}

const actions: Record<string, Action> = {
  ' ': 'play',
  ',': 'back',
  ArrowLeft: 'back',
  '.': 'forward',
  ArrowRight: 'forward',
  '<': 'far back',
  '>': 'far forward',
  Home: 'first',
  End: 'last',
  '[': 'slower',
  ']': 'faster',
  '/': 'filter',
  '?': 'help',
  Escape: 'clear',
}

/** What a key asks for; undefined where the browser or a field needs it itself. */
export function keyAction(event: KeyboardEvent): Action | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  const target = event.target as HTMLElement | null
  const tag = target?.tagName
  if (tag === 'INPUT' || tag === 'SELECT') {
    if (event.key === 'Escape') target?.blur()
    return undefined
  }
  // A focused button or summary is pressed with the space bar.
  if (event.key === ' ' && (tag === 'BUTTON' || tag === 'SUMMARY')) return undefined
  return actions[event.key]
}
