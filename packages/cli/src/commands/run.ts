import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  buildTarget,
  checkFlags,
  chunkSize,
  drain,
  errors,
  eventsLossy,
  eventsNanotime,
  eventsTruth,
  FileRecording,
  findToolchain,
  inheritedDescriptors,
  isBigEndian,
  LiveRecording,
  messageOf,
  prepareOverlay,
  RecordingWriter,
  Ring,
  spawnTarget,
  splitGoflags,
  takeOverlayFlag,
  trustsTicks,
  whyForeign,
  whySilent,
  TeeRecording,
  type Overlay,
  type RecordingSource,
  type RenderSession,
  type RingOptions,
  type RunEnd,
  type State,
} from '@gorv/core'
import { CapturedOutput } from '../captured-output.ts'
import { parseDuration } from '../duration.ts'
import { parseSize } from '../size.ts'
import { folderOf } from '../folder.ts'
import { checkOutput } from '../output.ts'
import type { Process } from '../process.ts'
import {
  chooseRenderer,
  openRenderer,
  playAndClose,
  type Chosen,
  type Opened,
  type RendererChoice,
} from '../session.ts'
import { forwardSignals } from '../signals.ts'
import { version } from '../version.ts'
import { exitCodeOf, type Voice } from '../voice.ts'

interface RunOptions extends RendererChoice {
  record?: string
  sample?: string
  buffer: string
  lossy?: boolean
  duration?: string
  go?: string
  offline?: boolean
  goFlag: string[]
  exec?: string
  C?: string
  open?: boolean
  quiet?: boolean
}

/** `gorv run`: overlay, build, run, render. Resolves to the program's own exit code, or throws. */
export async function runCommand(
  proc: Process,
  voice: Voice,
  what: string[],
  args: string[],
  options: RunOptions,
): Promise<number> {
  const inherited = inheritedDescriptors()
  const cwd = folderOf(proc, options.C)
  const wanted = captureOf(options)
  const duration =
    options.duration === undefined ? undefined : parseDuration(options.duration, '--duration')
  checkOperands(what)
  const chosen = await chooseRenderer(proc, options, cwd, baseOf(what, cwd))
  const record = options.record === undefined ? undefined : resolve(cwd, options.record)
  if (record !== undefined) checkOutput(record, options.force === true, '--record')
  if (record !== undefined && record === chosen.output) {
    throw errors.usage(`${record} cannot be both the recording and the result`, 'choose two names')
  }

  const { overlay, program, capture } = await build(proc, voice, what, options, cwd, wanted)
  const run = new Run(proc, voice, chosen, { overlay, program, inherited, capture })
  return run.go({
    args,
    cwd,
    env: options.C === undefined ? proc.env : { ...proc.env, PWD: cwd },
    exec: options.exec?.split(/\s+/).filter(Boolean),
    record,
    durationMs: duration === undefined ? undefined : duration / 1e6,
    open: options.open === true,
  })
}

/** What is to be recorded. */
interface Capture {
  mode: 'sample' | 'exact'
  /** Nanoseconds between two snapshots; in exact mode between two looks at the clock. */
  interval: number
  /** Bytes for events that gorv has not read yet. */
  buffer: number
  lossy: boolean
}

function captureOf(options: RunOptions): Capture {
  const { sample, lossy = false } = options
  const buffer = parseSize(options.buffer, '--buffer')
  if (sample === undefined) return { mode: 'exact', interval: 10e6, buffer, lossy }
  if (lossy) throw errors.usage('--lossy goes with exact events', 'leave out --sample or --lossy')
  return { mode: 'sample', interval: parseDuration(sample, '--sample'), buffer, lossy }
}

/** Where a program cannot be recorded exactly. */
const fallback = '16ms'

function sampled(capture: Capture): Capture {
  return { ...capture, mode: 'sample', interval: parseDuration(fallback, '--sample') }
}

/** `.go` files, or one package. */
function checkOperands(what: string[]): void {
  if (what.length > 1 && !what.every((word) => word.endsWith('.go'))) {
    const extra = what.find((word, i) => i > 0 && !word.endsWith('.go')) ?? ''
    throw errors.usage(`too many packages: ${extra}`, "the program's own arguments follow after --")
  }
}

/** A name for results: of the package or the first file. */
function baseOf(what: string[], cwd: string): string {
  const first = (what[0] ?? '.').replace(/@[^/]*$/, '').replace(/(^|\/)\.\.\.$/, '') || '.'
  if (first.endsWith('.go')) return basename(first, '.go')
  return basename(first.startsWith('.') ? resolve(cwd, first) : first) || 'main'
}

async function build(
  proc: Process,
  voice: Voice,
  what: string[],
  options: RunOptions,
  cwd: string,
  wanted: Capture,
): Promise<{ overlay: Overlay; program: string; capture: Capture }> {
  const toolchain = await findToolchain({
    cwd,
    env: proc.env,
    go: options.go,
    offline: options.offline,
    note: (message) => voice.say(message),
  })
  const foreign = options.exec === undefined ? whyForeign(toolchain) : undefined
  if (foreign) throw foreign
  const fromEnv = splitGoflags(toolchain.goflags)
  checkFlags([...fromEnv, ...options.goFlag])
  const { flags, overlay: own } = takeOverlayFlag(options.goFlag)
  const overlay = prepareOverlay({
    toolchain,
    env: proc.env,
    cwd,
    own: own ?? takeOverlayFlag(fromEnv).overlay,
    // Whoever asks for what only exact events have gets no snapshots instead.
    exact: wanted.mode === 'exact' && (wanted.lossy || 'try'),
  })
  const { inexact } = overlay
  if (inexact && overlay.exposed.attach)
    voice.warn('INEXACT', `${inexact.message}; sampling each ${fallback} instead`)
  const slow = setTimeout(() => {
    voice.say(
      `building with the patched runtime of ${toolchain.version}; the first time takes about 30 s`,
    )
  }, 1500)
  try {
    const program = await buildTarget({
      toolchain,
      overlay,
      cwd,
      what,
      flags,
      onStderr: (text) => void proc.stderr.write(text),
    })
    return { overlay, program, capture: inexact ? sampled(wanted) : wanted }
  } finally {
    clearTimeout(slow)
  }
}

interface Parts {
  overlay: Overlay
  program: string
  inherited: number[]
  capture: Capture
}

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

interface Outcome {
  end?: RunEnd
  files: string[]
  /** Exit code of what went wrong in gorv itself, already said. */
  failed?: number
}

/** One run of a built program with its recording and its renderer. */
class Run {
  readonly #proc: Process
  readonly #voice: Voice
  readonly #chosen: Chosen
  readonly #parts: Parts
  #helloSeen = false
  #ring: Ring | undefined
  #started = true

  constructor(proc: Process, voice: Voice, chosen: Chosen, parts: Parts) {
    this.#proc = proc
    this.#voice = voice
    this.#chosen = chosen
    this.#parts = parts
  }

  async go(options: {
    args: string[]
    cwd: string
    env: NodeJS.ProcessEnv
    exec: string[] | undefined
    record: string | undefined
    durationMs: number | undefined
    open: boolean
  }): Promise<number> {
    const { overlay, program, inherited, capture } = this.#parts
    const proc = this.#proc
    const recorder = options.record === undefined ? undefined : new RecordingWriter(options.record)
    let child: ChildProcess | undefined
    // Opened before the program starts: what it throws then costs nobody anything.
    const opened = await openRenderer(proc, this.#voice, this.#chosen, {
      title: [basename(program), ...options.args].join(' '),
      live: true,
      dataTo: this.#chosen.toStdout ? 'stdout' : 'stderr',
      interrupt: () => child?.kill('SIGINT'),
    })
    const spool = recorder ? undefined : this.#spool(opened)
    const writer = recorder ?? spool
    const ring = new Ring(overlay.exposed.attach, {
      events:
        capture.mode === 'exact'
          ? eventsOf(capture, overlay, options.exec, proc.env['GORV_TRUTH'] === '1')
          : undefined,
    })
    this.#ring = ring
    const captured = opened.terminal ? new CapturedOutput(proc) : undefined
    if (opened.terminal && captured) opened.terminal.release = () => captured.release()
    const onTerminal = (stream: { isTTY?: boolean }) =>
      captured !== undefined && stream.isTTY === true
    const stopForwarding = forwardSignals(proc, () => child)
    child = spawnTarget({
      program,
      args: options.args,
      cwd: options.cwd,
      env: options.env,
      ring,
      goos: overlay.goos,
      interval: capture.interval,
      inherited,
      exec: options.exec,
      stdio: [
        onTerminal(proc.stdin) ? 'ignore' : 0,
        onTerminal(proc.stdout) ? 'pipe' : this.#chosen.toStdout ? 2 : 1,
        onTerminal(proc.stderr) ? 'pipe' : 2,
      ],
    })
    const show = opened.session.output?.bind(opened.session) ?? (() => {})
    if (child.stdout) captured?.take(child.stdout, 'stdout', show)
    if (child.stderr) captured?.take(child.stderr, 'stderr', show)

    const live = new LiveRecording(ring, {
      gorv: version,
      pid: child.pid ?? 0,
      argv: [program, ...options.args],
      mode: capture.mode,
    })
    const timers = this.#startTimers(child, options.durationMs)
    const ended = this.#whenEnded(child, options.exec?.[0] ?? program).finally(() => {
      for (const timer of timers) clearTimeout(timer)
    })
    const tee = writer && new TeeRecording(live, writer)
    // A file is written however slow the renderer is, which reads it again.
    const copying =
      tee && writer.readable && looksAtAll(opened.session) ? this.#copy(tee, writer) : undefined
    const source =
      writer && copying ? new FileRecording(writer.path, () => copying.done) : (tee ?? live)
    if (spool) remove(spool.path) // whoever has it open goes on with it
    const rendering = this.#render(source, opened, writer, options.exec !== undefined)
    const outcome: Outcome = { files: [] }
    const rendered = rendering.then(
      (played) => Object.assign(outcome, played),
      (error: unknown) => {
        // Said at once: the program may go on for long.
        captured?.release()
        this.#voice.error(error)
        outcome.failed = exitCodeOf(error)
        // Nobody looks any more; the program must not wait for it.
        return copying ? undefined : drain(source)
      },
    )
    let result: Ended
    try {
      result = await ended
    } catch (error) {
      result = { code: 125, signal: null }
      this.#voice.error(error)
      outcome.failed = exitCodeOf(error)
    }
    stopForwarding()
    const when = now(overlay.goos)
    live.finish(() => ({
      ...when,
      exitcode: result.code,
      signal: result.signal,
      lost: ring.chunks?.lost() ?? 0,
      notes: [],
    }))
    await rendered
    if (copying) await copying.finished
    else if (tee) await drain(tee)
    captured?.release()
    ring.close()
    writer?.close()
    if (spool) remove(spool.path) // where what is open stays
    return this.#report(result, outcome, recorder, options)
  }

  /**
   * Exact events may come faster than a renderer takes them that wants each, or
   * each state they come to: they go through a file, so that neither it holds up the program nor memory
   * holds them. Undefined where there is no need, or no room.
   */
  #spool({ session }: Opened): RecordingWriter | undefined {
    const wantsAll =
      session.events !== undefined ||
      session.recording !== undefined ||
      this.#chosen.renderer.snapshots === 'every'
    if (this.#parts.capture.mode !== 'exact' || !wantsAll) return undefined
    const name = `gorv-${process.pid}-${randomBytes(6).toString('hex')}.gorv`
    try {
      return new RecordingWriter(join(tmpdir(), name))
    } catch {
      return undefined
    }
  }

  /** Writes the live recording to its end. */
  #copy(tee: TeeRecording, writer: RecordingWriter): { done: boolean; finished: Promise<void> } {
    const state = { done: false, finished: Promise.resolve() }
    const copy = async () => {
      try {
        await drain(tee)
      } catch (error) {
        writer.error ??= messageOf(error)
      } finally {
        state.done = true
      }
    }
    state.finished = copy()
    return state
  }

  async #render(
    source: RecordingSource,
    opened: Opened,
    writer: RecordingWriter | undefined,
    exec: boolean,
  ): Promise<{ end: RunEnd; files: string[] }> {
    try {
      return await playAndClose(source, this.#chosen.renderer, opened, {
        onHello: () => {
          this.#helloSeen = true
          this.#ring?.hide()
        },
        notes: (state: State) => [
          ...(state.hello || !this.#started ? [] : [this.#silence(exec)]),
          ...(writer?.error === undefined || !writer.readable
            ? []
            : [`the recording was cut: ${writer.error}`]),
        ],
      })
    } finally {
      if (source instanceof FileRecording) source.close()
    }
  }

  #silence(exec: boolean): string {
    const why = whySilent(this.#parts.program, {
      exec,
      sampler: this.#parts.overlay.exposed.attach !== undefined,
    })
    return `the program ran un-instrumented: ${why}`
  }

  #startTimers(child: ChildProcess, durationMs: number | undefined): NodeJS.Timeout[] {
    const handshake = setTimeout(() => {
      if (!this.#helloSeen)
        this.#voice.say('no word from the program’s runtime yet; it may be un-instrumented')
    }, 3000)
    const stop =
      durationMs === undefined ? [] : [setTimeout(() => child.kill('SIGINT'), durationMs)]
    return [handshake, ...stop]
  }

  #whenEnded(child: ChildProcess, command: string): Promise<Ended> {
    return new Promise((done, failed) => {
      child.on('error', (error) => {
        this.#started = child.pid !== undefined
        failed(errors.spawn(command, messageOf(error)))
      })
      // Piped output is whole at 'close'; without pipes 'exit' is all there is to wait for.
      child.on(child.stdout || child.stderr ? 'close' : 'exit', (code, signal) => {
        done({ code, signal })
      })
    })
  }

  #report(
    result: Ended,
    outcome: Outcome,
    writer: RecordingWriter | undefined,
    options: { open: boolean },
  ): number {
    const voice = this.#voice
    const code = result.code ?? 128 + (result.signal ? constants.signals[result.signal] : 0)
    // A recording that could not be written is an error below, and its notes say no more.
    const notes = writer?.error === undefined ? outcome.end?.notes : undefined
    for (const note of notes ?? []) voice.warn('NOTE', note)
    for (const file of outcome.files) voice.say(`wrote ${file} (${pathToFileURL(file).href})`)
    if (writer && writer.error === undefined) voice.say(`recorded ${writer.path}`)
    if (options.open && outcome.files[0] !== undefined) openFile(outcome.files[0])
    if (outcome.failed !== undefined) return outcome.failed
    if (writer?.error !== undefined) {
      voice.error(errors.unwritable(writer.path, writer.error))
      return 125
    }
    return code
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Windows keeps what is open.
  }
}

/** Whether a renderer has anything to do with what is recorded. */
function looksAtAll({ snapshot, events, tape, recording }: RenderSession): boolean {
  return Boolean(snapshot ?? events ?? tape ?? recording)
}

/** How events are kept and timed for this program on this machine. */
function eventsOf(
  { buffer, lossy }: Capture,
  { goarch }: Overlay,
  exec: string[] | undefined,
  truth: boolean,
): RingOptions['events'] {
  // An emulator's tick counter is whatever it makes of it.
  const nanotime = exec !== undefined || !trustsTicks()
  return {
    chunks: Math.max(64, Math.floor(buffer / chunkSize)),
    flags: (nanotime ? eventsNanotime : 0) | (lossy ? eventsLossy : 0) | (truth ? eventsTruth : 0),
    endian: isBigEndian(goarch) ? 'big' : 'little',
  }
}

/** On Linux Node and Go read one clock; elsewhere only the wall's is common to both. */
function now(goos: string): { nanotime: string } | { wall: string } {
  return goos === 'linux' && process.platform === 'linux'
    ? { nanotime: String(process.hrtime.bigint()) }
    : { wall: String(BigInt(Date.now()) * 1_000_000n) }
}

function openFile(file: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(opener, [file], { stdio: 'ignore', detached: true, cwd: dirname(file) })
    .on('error', () => {})
    .unref()
}
