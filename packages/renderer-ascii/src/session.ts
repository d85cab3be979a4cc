import type {
  Hello,
  ProgramOutput,
  RendererContext,
  RenderResult,
  RenderSession,
  Snapshot,
  Tape,
} from '@gorv/core'
import { digestOf, type Digest } from './digest.ts'
import { terminalTraits, whyNot } from './environment.ts'
import { glyphsFor, type Glyphs } from './glyphs.ts'
import { History } from './history.ts'
import { press, type Action } from './keys.ts'
import { layout } from './layout.ts'
import { OutputLog, type OutputLine } from './output-log.ts'
import type { Scene } from './scene.ts'
import { Screen } from './screen.ts'
import { Steps, type Step } from './steps.ts'
import { clean } from './text.ts'
import { initialView, type Limits, type View } from './view.ts'

const second = 1e9
/** What is replayed more slowly than it happens falls behind; less than this is nothing to tell. */
const noticedMs = 500
/** Output may come in many small pieces between two snapshots. */
const redrawMs = 33
const endsLooking: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

export class AsciiSession implements RenderSession {
  readonly #context: RendererContext
  readonly #screen: Screen
  readonly #glyphs: Glyphs
  readonly #history = new History()
  readonly #log: OutputLog
  readonly #view: View = initialView()
  readonly #title: string
  #limits: Limits = { rows: {}, compact: false }
  #hello: Hello | undefined
  #torn = 0
  #behind = 0
  /** The output as it was when the pause began. */
  #frozen: OutputLine[] | undefined
  #tape: Tape | undefined
  /** While an exact recording is paused. */
  #steps: Steps | undefined
  #step: { step: Step; digest: Digest } | undefined
  /** Why there is no step where there should be one. */
  #noStep: string | undefined
  #leaving = false
  #ended: (() => void) | undefined
  #redraw: NodeJS.Timeout | undefined

  /** Throws where there is nothing to draw on. */
  constructor(context: RendererContext, env: NodeJS.ProcessEnv = process.env) {
    const { terminal } = context
    if (!terminal) throw new Error('the ascii renderer needs a terminal')
    const traits = terminalTraits(env)
    const why = whyNot(traits, terminal.output as { isTTY?: boolean })
    if (why !== undefined) throw new Error(why)
    this.#context = context
    this.#glyphs = glyphsFor(traits.unicode)
    this.#log = new OutputLog(traits.unicode)
    this.#title = clean(context.title, traits.unicode)
    this.#screen = new Screen(terminal, traits)
    this.#screen.onKey((key) => this.#onKey(key))
    this.#screen.onResize(() => this.#draw())
    this.#draw()
  }

  hello(hello: Hello): void {
    this.#hello = hello
    this.#draw()
  }

  tape(tape: Tape): void {
    this.#tape = tape
  }

  snapshot(snapshot: Snapshot): Promise<void> {
    const digest = digestOf(snapshot, this.#torn, this.#glyphs.unicode)
    this.#torn = digest.tornSoFar
    this.#behind = this.#behindAt(snapshot.t)
    this.#history.push(digest)
    this.#draw()
    return this.#screen.drained()
  }

  output(output: ProgramOutput): void {
    this.#log.push(output)
    this.#redraw ??= setTimeout(() => this.#draw(), redrawMs).unref()
  }

  /** The program's start is told by this machine's clock. */
  #behindAt(t: number): number {
    if (!this.#context.live || this.#hello?.mode !== 'exact') return 0
    const ms = Date.now() - Date.parse(this.#hello.start) - t / 1e6
    return ms > noticedMs ? ms : 0
  }

  /** At once, unless someone is looking at a paused screen. */
  async end(): Promise<RenderResult> {
    if (this.#history.paused && !this.#leaving) {
      const left = new Promise<void>((resolve) => {
        this.#ended = resolve
      })
      this.#draw()
      // Without these a signal would end gorv before it has printed the program's output.
      for (const signal of endsLooking) process.once(signal, this.#leave)
      await left
      for (const signal of endsLooking) process.off(signal, this.#leave)
    }
    return { files: [] }
  }

  close(): void {
    clearTimeout(this.#redraw)
    this.#ended?.()
    this.#screen.close()
  }

  readonly #leave = (): void => this.#ended?.()

  #onKey(key: string): void {
    const action = press(this.#view, key, this.#limits)
    if (action) this.#act(action)
    this.#draw()
  }

  #act(action: Action): void {
    const history = this.#history
    switch (action) {
      case 'interrupt':
        if (this.#ended) this.#ended()
        else if (this.#leaving) this.#giveUp()
        else {
          this.#leaving = true
          this.#context.interrupt()
        }
        return
      case 'pause':
        if (history.paused) this.#goOn()
        else this.#pause()
        return
      case 'older':
        return this.#steps ? this.#stepBy(-1) : history.step(-1)
      case 'newer':
        return this.#steps ? this.#stepBy(1) : history.step(1)
      case 'much older':
        return this.#leap(-1)
      case 'much newer':
        return this.#leap(1)
    }
  }

  /** One event of an exact recording. */
  #stepBy(by: 1 | -1): void {
    if (this.#steps && this.#step) this.#show(this.#steps.move(by))
  }

  /** By snapshots: many at once, or to the next screen where single steps are events. */
  #leap(by: 1 | -1): void {
    const history = this.#history
    if (!this.#steps) return history.step(by * 30)
    history.step(by)
    this.#stepToShown()
  }

  /** To the event that led to the snapshot that is shown. */
  #stepToShown(): void {
    const events = this.#history.shown?.events ?? null
    const step = events === null ? undefined : this.#steps?.at(events)
    if (step) return this.#show(step)
    this.#step = undefined
    this.#noStep = 'The events up to this moment are not kept any more.'
  }

  #show(step: Step): void {
    const digest = digestOf(step.snapshot, this.#torn, this.#glyphs.unicode)
    this.#step = { step, digest }
    this.#noStep = undefined
  }

  /** The program was asked to end and has not: whoever asks again gets the terminal back. */
  #giveUp(): void {
    this.#screen.close()
    this.#context.terminal?.release?.()
    this.#context.note(
      'the program has not ended yet; now Ctrl-C goes to it, and Ctrl-\\ makes a Go program quit',
    )
  }

  #pause(): void {
    if (!this.#history.shown) return
    this.#history.pause()
    this.#frozen = this.#log.lines()
    this.#steps = this.#tape && Steps.on(this.#tape, this.#glyphs.unicode)
    if (this.#steps) this.#stepToShown()
  }

  #goOn(): void {
    this.#history.resume()
    this.#steps?.close()
    this.#steps = undefined
    this.#step = undefined
    this.#noStep = undefined
    this.#frozen = undefined
    this.#ended?.()
  }

  #draw(): void {
    clearTimeout(this.#redraw)
    this.#redraw = undefined
    const { lines, limits } = layout(this.#scene(), this.#view, this.#screen.size)
    this.#limits = limits
    this.#screen.draw(lines)
  }

  #scene(): Scene {
    const history = this.#history
    const { columns } = this.#screen.size
    return {
      title: this.#title,
      hello: this.#hello,
      live: this.#context.live,
      behind: this.#behind,
      now: this.#step?.digest ?? history.shown,
      before: history.before(second),
      trend: history.upToShown(Math.ceil(columns / 3)),
      paused: history.paused ? this.#paused() : undefined,
      ended: this.#ended !== undefined,
      leaving: this.#leaving,
      output: this.#frozen ?? this.#log.lines(),
      glyphs: this.#glyphs,
    }
  }

  #paused(): Scene['paused'] {
    const history = this.#history
    const step = this.#step?.step
    const says = step?.says ?? this.#noStep
    return { ...history.place, passed: history.passed, event: step?.count, says }
  }
}
