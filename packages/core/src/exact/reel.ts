import type { Frame } from '../wire/index.ts'
import type { SavedReplay } from './replay.ts'

/** Frames one after the other, and states from which to go on. */
export interface Reel {
  frames: Frame[]
  keys: SavedReplay[]
  /** No more frames will come. */
  ended: boolean
  /** Cursors that are on it: nothing may go. */
  held: number
}
