export type Action =
  | 'play'
  | 'back'
  | 'forward'
  | 'first'
  | 'last'
  | 'slower'
  | 'faster'
  | 'filter'
  | 'help'
  | 'clear'

/** What the help shows: keys, and what they do. */
export const keyHelp: [string, string][] = [
  ['Space', 'play, pause'],
  [', or ←   . or →', 'one snapshot back, forward'],
  ['Home  End', 'first, last snapshot'],
  ['[  ]', 'slower, faster'],
  ['/', 'filter the goroutines'],
  ['Esc', 'let go of the chosen goroutine'],
  ['?', 'this help'],
]

const actions: Record<string, Action> = {
  ' ': 'play',
  ',': 'back',
  ArrowLeft: 'back',
  '.': 'forward',
  ArrowRight: 'forward',
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
