import { fitLine } from '../line.ts'
import type { Scene } from '../scene.ts'
import { span, type Line } from '../style.ts'

/** Of exact recordings: the last event before what is shown, in words. */
export function narration({ paused, glyphs }: Scene, width: number): Line {
  const says = paused?.says
  return says === undefined
    ? fitLine([span(' p pauses; then , and . step by decision, told here', 'dim')], width, glyphs)
    : fitLine([span(' '), span(says, 'bold')], width, glyphs)
}
