/** Exact events: the Ms' records in one order, the state after each. Runs in a browser. */
export { ExactReplay, type ExactOptions } from './replay.ts'
export { OrderError } from './order-error.ts'
export {
  KeyframeMaker,
  decodeKeyframes,
  encodeKeyframes,
  replayBefore,
  type Keyframes,
} from './keyframes.ts'
export { Tape, type TapeOptions } from './tape.ts'
export type { Cursor, Told } from './cursor.ts'
export { narrate, type NarrateOptions } from './narrate.ts'
