import type { Tape } from '../exact/index.ts'
import type { Hello, RunEnd, SchedEvent, Snapshot } from '../wire/index.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'

/**
 * A renderer: how a recording is shown. Built-in ones, a path, an npm package
 * and `exec:` programs all come down to this. docs/renderers.md tells how to
 * write one.
 */
export interface Renderer<O = unknown> {
  readonly apiVersion: 1
  readonly name: string
  /** `tty`: draws on a terminal; refused before the build where there is none. */
  readonly needs?: 'tty'
  /** Ending of the file it writes, with the dot; undefined if it writes none. */
  readonly extension?: string
  /**
   * Snapshots wanted: `every` one (gorv then waits for the renderer, and the
   * program's side leaves snapshots out rather than wait), or at most so many a
   * second, always the newest. Default 60.
   */
  readonly snapshots?: 'every' | number
  /** Checks `--renderer-option key=value`; without it every option is refused. */
  readonly options?: StandardSchemaV1<unknown, O>
  open(context: RendererContext<O>): RenderSession | Promise<RenderSession>
}

export interface RendererContext<O = unknown> {
  readonly options: O
  /** What is rendered: the program's command line or the recording's name. */
  readonly title: string
  /** Absolute path that the result goes to, already checked that it may be written; undefined for none. */
  readonly output: string | undefined
  /** The data stream asked for with `-o -`, or stdout when gorv renders a recording. */
  readonly data: RendererStream
  /** The terminal, for a renderer that needs one. */
  readonly terminal: RendererTerminal | undefined
  /** Live: the program runs while this renderer draws. */
  readonly live: boolean
  /** Asks the program to end, as Ctrl-C would; nothing to do when rendering a recording. */
  interrupt(): void
  /** A line for the person at gorv, on stderr. */
  note(message: string): void
}

export interface RendererStream {
  readonly isTTY: boolean
  /** Resolves when the stream takes more. */
  write(chunk: string | Uint8Array): Promise<void>
}

export interface RendererTerminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  /** To be called where the renderer leaves the terminal before its end: the program's output goes there again. */
  release?(): void
}

/** One rendering. Calls come one at a time, in this order: hello, then snapshots and the rest, then end; close always and last. */
export interface RenderSession {
  hello?(hello: Hello): void | Promise<void>
  /** A promise holds up this renderer alone, never the program. */
  snapshot?(snapshot: Snapshot): void | Promise<void>
  /** Every event of an exact recording. Costs much: making so many objects is slower than a program can be. */
  events?(batch: SchedEvent[]): void | Promise<void>
  /**
   * Once, after the hello of an exact recording: its last seconds as bytes, on
   * which a cursor makes events and states only where somebody looks. A
   * snapshot's `events` is its place on it.
   */
  tape?(tape: Tape): void
  /** The recording's own bytes, from its first: for a renderer that keeps all of it. */
  recording?(bytes: Uint8Array): void | Promise<void>
  /** The program's own output, where the renderer's terminal is also the program's. */
  output?(output: ProgramOutput): void
  end(end: RunEnd): RenderResult | Promise<RenderResult>
  /** Also after a throw. */
  close(): void | Promise<void>
}

export interface ProgramOutput {
  stream: 'stdout' | 'stderr'
  bytes: Uint8Array
}

export interface RenderResult {
  /** Absolute paths of the files that it wrote. */
  files: string[]
}

/** For a renderer's own type checking; does nothing. */
export function defineRenderer<O>(renderer: Renderer<O>): Renderer<O> {
  return renderer
}
