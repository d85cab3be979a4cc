import { setImmediate, setTimeout } from 'node:timers/promises'
import type { State } from '../model/index.ts'
import { FrameSplitter, WireError, type Frame, type Hello, type RunEnd } from '../wire/index.ts'
import type { RecordingSource } from '../recording/index.ts'
import type { Renderer, RenderSession } from './contract.ts'
import { Follower, type Followed } from './follow.ts'
import { Pace } from './pace.ts'

/** Whoever plays much at once lets others have their turn this often: keys, signals, the screen. */
const turnMs = 20

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
  const follower = new Follower({
    events: session.events !== undefined,
    snapshots: session.snapshot !== undefined,
    tape: session.tape !== undefined,
  })
  const { state } = follower
  const splitter = new FrameSplitter({ head: true })
  const pace = new Pace(renderer.snapshots ?? 60)
  let broken: string | undefined
  let begun: number | undefined
  let turn = performance.now()
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
      if (performance.now() - turn > turnMs) {
        await pace.flush(session)
        await setImmediate()
        turn = performance.now()
      }
      if (hooks.signal?.aborted) break
      let change: Followed
      try {
        change = follower.apply(frame)
      } catch (error) {
        if (!(error instanceof WireError) || !state.hello) throw error
        broken = error.message
        break
      }
      if (change?.what === 'hello') {
        hooks.onHello?.(change.hello)
        await session.hello?.(change.hello)
        if (change.tape) await session.tape?.(change.tape)
      } else if (change?.what === 'snapshot') {
        if (hooks.realtime) await untilDue(change.t, (begun ??= performance.now()), hooks.signal)
        await tellEvents(follower, session)
        await pace.offer(change, session)
        if (hooks.realtime) await pace.flush(session)
      } else if (change?.what === 'end') {
        hooks.onEnd?.()
      }
    }
    await pace.flush(session)
    if (broken !== undefined || hooks.signal?.aborted) break
  }
  if (broken === undefined && !hooks.signal?.aborted) {
    try {
      const last = follower.finish()
      await tellEvents(follower, session)
      if (last?.what === 'snapshot') await pace.offer(last, session)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      broken = error.message
    }
  }
  await tellEvents(follower, session)
  await pace.flush(session, true)
  const notes = hooks.notes?.(state) ?? []
  if (broken !== undefined) notes.push(`the recording is damaged: ${broken}`)
  else if (splitter.pending > 0 && !hooks.signal?.aborted)
    notes.push('the recording is cut in the middle of a frame')
  const end = follower.end(notes)
  const { files } = await session.end(end)
  return { state, end, files }
}

async function tellEvents(follower: Follower, session: RenderSession): Promise<void> {
  const events = follower.takeEvents()
  if (events.length > 0) await session.events?.(events)
}

async function untilDue(t: number, begun: number, signal?: AbortSignal): Promise<void> {
  const ms = t / 1e6 - (performance.now() - begun)
  // Rejects only where it is aborted.
  if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => {})
}
