import { fitLine } from '../line.ts'
import { span, type Line } from '../style.ts'
import type { Scene } from '../scene.ts'
import { widthOf } from '../width.ts'

/** A few words in the middle of an otherwise empty screen. */
export function notice(words: string[], scene: Scene, width: number, height: number): Line[] {
  const { glyphs } = scene
  const lines: Line[] = []
  const top = Math.max(0, Math.floor((height - words.length) / 2))
  for (let row = 0; row < height; row++) {
    const text = words[row - top] ?? ''
    const left = Math.max(0, Math.floor((width - widthOf(text)) / 2))
    lines.push(fitLine([span(' '.repeat(left) + text)], width, glyphs))
  }
  return lines
}
