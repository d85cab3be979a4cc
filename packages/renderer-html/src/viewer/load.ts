import { inflateChunk, type Embedded } from './embedded.ts'
import { Replay } from './replay.ts'

/** How far the reading of the report has come. */
export interface Loading {
  replay: Replay
  /** 0 to 1. */
  progress: number
  done: boolean
  /** What keeps the report from being whole, in words. */
  damage: string[]
}

/** Bytes between two looks at the clock. */
const slice = 1 << 16
/** The page stays alive: it gets its turn this often. */
const turnMs = 12

/** Reads all chunks; `onProgress` hears of it now and then, and at the end. */
export async function load(
  embedded: Embedded,
  onProgress: (state: Loading) => void,
): Promise<void> {
  const { chunks, trailer } = embedded
  const state: Loading = { replay: new Replay(), progress: 0, done: false, damage: [] }
  let bytes = 0
  let turn = performance.now()
  for (const [i, chunk] of chunks.entries()) {
    const { bytes: part, whole } = await inflateChunk(chunk)
    for (let at = 0; at < part.length; at += slice) {
      state.replay.add(part.subarray(at, at + slice))
      if (performance.now() - turn > turnMs) {
        onProgress({ ...state, progress: (i + at / part.length) / chunks.length })
        await new Promise((resolve) => setTimeout(resolve))
        turn = performance.now()
      }
    }
    bytes += part.length
    if (!whole) {
      if (trailer) state.damage.push(`part ${i + 1} of ${chunks.length} is damaged`)
      break
    }
  }
  state.replay.finish()
  if (!trailer) state.damage.push('this file is cut: it ends before the report does')
  else if (state.damage.length === 0 && bytes !== trailer.bytes) {
    state.damage.push(`this file holds ${bytes} of ${trailer.bytes} bytes of the recording`)
  }
  if (state.replay.damage !== undefined) {
    state.damage.push(`the recording is damaged: ${state.replay.damage}`)
  }
  onProgress({ ...state, progress: 1, done: true })
}
