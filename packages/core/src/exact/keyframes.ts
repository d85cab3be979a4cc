import {
  WireError,
  decodeJsonFrame,
  encodeJsonFrame,
  frameHello,
  frameKeys,
  type Frame,
} from '../wire/index.ts'
import type { SavedDict } from './dict.ts'
import { ExactReplay, type ExactOptions, type SavedReplay } from './replay.ts'

/**
 * Replayed states every so often, so that a moment is found without playing
 * all that was before it. Made by a pass over a recording; it can be appended
 * to it as a frame that readers may skip, or be made again.
 */
export interface Keyframes {
  keys: SavedReplay[]
  dict: SavedDict
}

/** Plays a recording, pushed frame by frame, and keeps a state each `every` records, or `perGoroutine` records for each there is. */
export class KeyframeMaker {
  readonly #replay = new ExactReplay()
  readonly #every: number
  readonly #perGoroutine: number
  readonly #keys: SavedReplay[] = []
  #last = 0

  constructor(every = 1_000_000, perGoroutine = 20) {
    this.#every = every
    this.#perGoroutine = perGoroutine
  }

  push(frame: Frame): void {
    this.#replay.push(frame)
    const { count, goroutines } = this.#replay
    if (count - this.#last < Math.max(this.#every, this.#perGoroutine * goroutines)) return
    this.#last = count
    this.#keys.push(this.#replay.save())
  }

  get keyframes(): Keyframes {
    return { keys: this.#keys, dict: this.#replay.dict.save() }
  }
}

export function encodeKeyframes(keyframes: Keyframes): Uint8Array {
  return encodeJsonFrame(frameKeys, keyframes)
}

export function decodeKeyframes(frame: Frame): Keyframes {
  return decodeJsonFrame(frame) as Keyframes
}

/** The last key not after `t`; undefined if that is the recording's start. */
function keyBefore({ keys }: Keyframes, t: number): SavedReplay | undefined {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] as SavedReplay).t <= t) low = middle + 1
    else high = middle
  }
  return keys[low - 1]
}

/**
 * A replay that stands at the last key before `t`, given the recording's hello:
 * it goes on with the frame at byte `from`; undefined if that is its first one.
 */
export function replayBefore(
  keyframes: Keyframes,
  t: number,
  hello: Frame,
  options?: ExactOptions,
): { replay: ExactReplay; from: number | undefined } {
  if (hello.kind !== frameHello) throw new WireError('not a hello', hello.offset)
  const replay = new ExactReplay(options)
  replay.push(hello)
  const key = keyBefore(keyframes, t)
  if (!key) return { replay, from: undefined }
  try {
    replay.load(key, keyframes.dict)
  } catch {
    throw new WireError('a keyframe that makes no sense', key.from)
  }
  return { replay, from: key.from }
}
