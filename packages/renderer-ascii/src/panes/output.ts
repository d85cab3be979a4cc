import { fitLine } from '../line.ts'
import type { Scene } from '../scene.ts'
import { span, type Line } from '../style.ts'

export const outputHead = "Program's output   | stdout  ! stderr"

/** `height` lines of what the program printed, `back` lines before its end. */
export function outputRows(scene: Scene, back: number, width: number, height: number): Line[] {
  const { output, glyphs } = scene
  const end = Math.max(Math.min(height, output.length), output.length - back)
  return output.slice(Math.max(0, end - height), end).map(({ text, stream }) => {
    const mark = stream === 'stderr' ? span(' ! ', 'stop') : span(' | ', 'dim')
    return fitLine([mark, span(text)], width, glyphs)
  })
}
