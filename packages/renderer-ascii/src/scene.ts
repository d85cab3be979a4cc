import type { Hello } from '@gorv/core/wire'
import type { Digest } from './digest.ts'
import type { Glyphs } from './glyphs.ts'
import type { OutputLine } from './output-log.ts'

interface Paused {
  at: number
  of: number
  passed: number
  /** Of an exact recording: after so many records; what the last one said. */
  event?: number | undefined
  says?: string | undefined
}

/** All that a screen is made of, but for the view and the size. */
export interface Scene {
  title: string
  hello: Hello | undefined
  live: boolean
  /** How old what is shown is, in ms, where that is more than one would notice; 0 else. */
  behind: number
  now: Digest | undefined
  /** Taken about a second before `now`: rates are counted from it. */
  before: Digest | undefined
  /** The last ones up to `now`, the latest last. */
  trend: Digest[]
  paused: Paused | undefined
  /** The program has ended; the screen is up because it is paused. */
  ended: boolean
  /** The program was asked to end. */
  leaving: boolean
  output: OutputLine[]
  glyphs: Glyphs
}

/** A scene with a snapshot in it. */
export interface Shown extends Scene {
  now: Digest
}
