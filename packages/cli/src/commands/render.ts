import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errors, FileRecording, messageOf } from '@gorv/core'
import type { Process } from '../process.ts'
import { chooseRenderer, openRenderer, playAndClose, type RendererChoice } from '../session.ts'
import type { Voice } from '../voice.ts'

interface RenderOptions extends RendererChoice {
  follow?: boolean
}

/** `gorv render`: a recording, finished or still growing, to a renderer. */
export async function renderCommand(
  proc: Process,
  voice: Voice,
  recording: string,
  options: RenderOptions,
): Promise<number> {
  const cwd = proc.cwd()
  const path = resolve(cwd, recording)
  const base = basename(path).replace(/\.gorv$/, '')
  const chosen = await chooseRenderer(proc, options, cwd, base)
  if (chosen.output === path)
    throw errors.usage(`${recording} is the recording itself`, 'choose another -o')
  let stop = options.follow !== true
  const source = new FileRecording(path, () => stop)
  const realtime = chosen.renderer.needs === 'tty' && options.follow !== true
  const quit = new AbortController()
  const finish = () => {
    stop = true
    if (realtime) quit.abort()
  }
  proc.on('SIGINT', finish)
  proc.on('SIGTERM', finish)
  try {
    const opened = await openRenderer(proc, voice, chosen, {
      title: basename(path),
      live: options.follow === true,
      dataTo: 'stdout',
      interrupt: finish,
    })
    const { state, end, files } = await playAndClose(source, chosen.renderer, opened, {
      realtime,
      signal: quit.signal,
      onEnd: () => {
        stop = true
      },
    })
    // Whoever leaves a replay knows that there was more.
    if (quit.signal.aborted) return 0
    const exact = state.hello?.mode === 'exact'
    if (exact ? end.events === 0 : end.snapshots === 0) throw errors.emptyRecording(path)
    for (const note of end.notes) voice.warn('NOTE', note)
    for (const file of files) voice.say(`wrote ${file} (${pathToFileURL(file).href})`)
    return 0
  } catch (error) {
    if ((error as Error).name === 'WireError') throw errors.badRecording(path, messageOf(error))
    throw error
  } finally {
    proc.off('SIGINT', finish)
    proc.off('SIGTERM', finish)
    source.close()
  }
}
