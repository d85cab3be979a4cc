import { resolve } from 'node:path'
import {
  errors,
  GorvError,
  messageOf,
  play,
  rendererStream,
  type Played,
  type PlayHooks,
  type RecordingSource,
  type Renderer,
  type RendererContext,
  type RenderSession,
} from '@gorv/core'
import type { Process } from './process.ts'
import { loadRenderer } from './renderers/load.ts'
import { rendererOptions } from './renderers/options.ts'
import { checkOutput } from './output.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import type { Voice } from './voice.ts'

export interface RendererChoice {
  renderer?: string
  output?: string
  rendererOption: string[]
  force?: boolean
}

/** A renderer that was found, checked and can be opened: all that can fail before a build. */
export interface Chosen {
  renderer: Renderer
  options: unknown
  /** Absolute, or undefined. */
  output: string | undefined
  /** `-o -`: data goes to stdout. */
  toStdout: boolean
}

/** `defaultBase` names the result where the user did not. */
export async function chooseRenderer(
  proc: Process,
  choice: RendererChoice,
  cwd: string,
  defaultBase: string,
): Promise<Chosen> {
  const tty = proc.stdout.isTTY === true && proc.stderr.isTTY === true
  const renderer = await loadRenderer(choice.renderer ?? (tty ? 'ascii' : 'html'), cwd)
  const options = await rendererOptions(renderer, choice.rendererOption)
  const toStdout = choice.output === '-'
  if (renderer.needs === 'tty' && (!tty || proc.env['TERM'] === 'dumb')) {
    throw errors.needsTty(renderer.name)
  }
  let output: string | undefined
  if (choice.output !== undefined && !toStdout) output = resolve(cwd, choice.output)
  else if (!toStdout && renderer.extension !== undefined) {
    output = resolve(cwd, `${defaultBase}.gorv${renderer.extension}`)
  }
  if (output !== undefined) checkOutput(output, choice.force === true)
  return { renderer, options, output, toStdout }
}

export interface Opened {
  session: RenderSession
  terminal: Terminal | undefined
  output: string | undefined
}

/** Opens the renderer; what it throws becomes one clear error. */
export async function openRenderer(
  proc: Process,
  voice: Voice,
  chosen: Chosen,
  run: { title: string; live: boolean; dataTo: 'stdout' | 'stderr'; interrupt(): void },
): Promise<Opened> {
  const { renderer } = chosen
  const terminal = renderer.needs === 'tty' ? openTerminal(proc) : undefined
  const context: RendererContext = {
    options: chosen.options,
    title: run.title,
    output: chosen.output,
    data: rendererStream(proc[run.dataTo]),
    terminal,
    live: run.live,
    interrupt: run.interrupt,
    note: (message) => voice.say(message),
  }
  try {
    return { session: await renderer.open(context), terminal, output: chosen.output }
  } catch (error) {
    terminal?.close()
    throw asRendererError(renderer, 'open', error, chosen.output)
  }
}

/** Plays a recording into an open session and closes it, whatever happens. */
export async function playAndClose(
  source: RecordingSource,
  renderer: Renderer,
  opened: Opened,
  hooks: PlayHooks,
): Promise<Played> {
  let failure: unknown
  let played: Played | undefined
  try {
    played = await play(source, renderer, opened.session, hooks)
  } catch (error) {
    failure =
      (error as Error).name === 'WireError'
        ? error
        : asRendererError(renderer, 'work', error, opened.output)
  }
  try {
    await opened.session.close()
  } catch (error) {
    failure ??= asRendererError(renderer, 'close', error, opened.output)
  }
  opened.terminal?.close()
  if (!played || failure !== undefined) throw failure
  return played
}

function asRendererError(
  renderer: Renderer,
  where: string,
  error: unknown,
  output: string | undefined,
): unknown {
  if (error instanceof GorvError) return error
  const { code, path } = error as NodeJS.ErrnoException
  // A write's error does not name its file.
  if (
    output !== undefined &&
    (path === output || /^(ENOSPC|EDQUOT|EFBIG|EROFS)$/.test(code ?? ''))
  ) {
    return errors.unwritable(output, messageOf(error), 'choose another place with -o')
  }
  return errors.rendererThrew(renderer.name, where, messageOf(error))
}
