import { fitLine } from '../line.ts'
import type { Scene } from '../scene.ts'
import { span, type Line } from '../style.ts'

type Hint = [key: string, does: string]

/** What the keys do, as far as there is room. */
export function footer(scene: Scene, width: number): Line {
  const line: Line = [span(' ')]
  let used = 1
  for (const [key, does] of hintsFor(scene)) {
    const length = key.length + does.length + 3
    if (used + length > width) break
    line.push(span(key, 'bold'), span(` ${does}  `, 'dim'))
    used += length
  }
  return fitLine(line, width, scene.glyphs)
}

function hintsFor(scene: Scene): Hint[] {
  const shared: Hint[] = [
    ['?', 'help'],
    ['tab', 'pane'],
    ['s', 'system'],
    ['o', 'output'],
  ]
  const quit: Hint = ['q', quits(scene)]
  if (!scene.paused) return [quit, ['p', 'pause'], ...shared]
  const exact = scene.now?.events != null
  return [
    ['p', scene.ended ? 'leave' : 'go on'],
    [', .', exact ? 'one decision' : 'step'],
    ['< >', exact ? 'one screen' : 'step by 30'],
    quit,
    ...shared,
  ]
}

function quits(scene: Scene): string {
  if (scene.ended || !scene.live) return 'quit'
  return scene.leaving ? 'leave it the terminal' : 'end program'
}
