import { setTimeout } from 'node:timers/promises'
import { State, type StateChange } from '../model/index.ts'
import {
  FrameSplitter,
  WireError,
  type Frame,
  type Hello,
  type RunEnd,
  type Snapshot,
} from '../wire/index.ts'
import type { RecordingSource } from '../recording/index.ts'
import type { Renderer, RenderSession } from './contract.ts'

export interface PlayHooks {
  /** Hands snapshots over at the speed at which they were taken. */
  realtime?: boolean
  /** Ends it early, as if the recording were over. */
  signal?: AbortSignal
  onHello?(hello: Hello): void
  /** The recording's own end was seen. */
  onEnd?(): void
  /** Called once, before the session's end: what else to say. */
  notes?(state: State): string[]
}

/** What came of playing a recording. */
export interface Played {
  state: State
  end: RunEnd
  files: string[]
}

/**
 * Hands a recording to a renderer, at the rate it asked for, until it ends.
 * Rejects with what the renderer threw, or with WireError where the recording
 * makes no sense; close() is the caller's.
 */
export async function play(
  source: RecordingSource,
  renderer: Renderer,
  session: RenderSession,
  hooks: PlayHooks = {},
): Promise<Played> {
  const state = new State()
  const splitter = new FrameSplitter({ head: true })
  const pace = new Pace(renderer.snapshots ?? 60)
  let broken: string | undefined
  let begun: number | undefined
  for (let bytes = await source.next(); bytes !== undefined; bytes = await source.next()) {
    if (session.recording && bytes.length > 0) await session.recording(bytes)
    const frames: Frame[] = []
    try {
      splitter.push(bytes, (frame) => frames.push(frame))
    } catch (error) {
      // What came before it is whole; the rest cannot be read.
      if (!state.hello && frames.length === 0) throw error
      broken = error instanceof Error ? error.message : String(error)
    }
    for (const frame of frames) {
      if (hooks.signal?.aborted) break
      let change: StateChange
      try {
        change = state.apply(frame)
      } catch (error) {
        if (!(error instanceof WireError) || !state.hello) throw error
        broken = error.message
        break
      }
      if (change?.what === 'hello') {
        hooks.onHello?.(change.hello)
        await session.hello?.(change.hello)
      } else if (change?.what === 'snapshot') {
        if (hooks.realtime)
          await untilDue(change.snapshot.t, (begun ??= performance.now()), hooks.signal)
        await pace.offer(change.snapshot, session)
        if (hooks.realtime) await pace.flush(session)
      } else if (change?.what === 'end') {
        hooks.onEnd?.()
      }
    }
    await pace.flush(session)
    if (broken !== undefined || hooks.signal?.aborted) break
  }
  await pace.flush(session, true)
  const notes = hooks.notes?.(state) ?? []
  if (broken !== undefined) notes.push(`the recording is damaged: ${broken}`)
  else if (splitter.pending > 0 && !hooks.signal?.aborted)
    notes.push('the recording is cut in the middle of a frame')
  const end = state.end(notes)
  const { files } = await session.end(end)
  return { state, end, files }
}

async function untilDue(t: number, begun: number, signal?: AbortSignal): Promise<void> {
  const ms = t / 1e6 - (performance.now() - begun)
  // Rejects only where it is aborted.
  if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => {})
}

/** Lets snapshots through at a renderer's rate; the newest one always gets there. */
class Pace {
  readonly #every: boolean
  readonly #gapMs: number
  #waiting: Snapshot | undefined
  #shownAt = -Infinity

  constructor(rate: 'every' | number) {
    this.#every = rate === 'every'
    this.#gapMs = rate === 'every' ? 0 : 1000 / rate
  }

  async offer(snapshot: Snapshot, session: RenderSession): Promise<void> {
    if (this.#every) await session.snapshot?.(snapshot)
    else this.#waiting = snapshot
  }

  async flush(session: RenderSession, last = false): Promise<void> {
    const snapshot = this.#waiting
    if (!snapshot || (!last && performance.now() - this.#shownAt < this.#gapMs)) return
    this.#waiting = undefined
    this.#shownAt = performance.now()
    await session.snapshot?.(snapshot)
  }
}
