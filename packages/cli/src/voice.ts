import { GorvError, messageOf } from '@gorv/core'
import type { Process } from './process.ts'

/** gorv's own words: on stderr, one line each, as JSON if asked for. */
export interface Voice {
  say(message: string): void
  /** What a person should not miss, also with --quiet. */
  warn(code: string, message: string, hint?: string): void
  error(error: unknown): void
}

export interface VoiceOptions {
  quiet: boolean
  json: boolean
}

export function voiceOf(proc: Process, options: VoiceOptions): Voice {
  const line = (message: string) => proc.stderr.write(`gorv: ${message}\n`)
  const json = (code: string, message: string, hint?: string) =>
    proc.stderr.write(JSON.stringify({ code, message, hint: hint ?? null }) + '\n')
  const both = (code: string, message: string, hint?: string) => {
    if (options.json) json(code, message, hint)
    else line(hint === undefined ? message : `${message} — ${hint}`)
  }
  return {
    say(message) {
      if (options.quiet) return
      if (options.json) json('INFO', message)
      else line(message)
    },
    warn: both,
    error(error) {
      if (error instanceof GorvError) {
        // go has said why the build failed; there is nothing to add to it.
        if (error.code === 'BUILD' && !options.json) return
        both(error.code, error.message, error.hint)
      } else {
        both(
          'INTERNAL',
          `unexpected: ${messageOf(error)}`,
          'please report it with the output of NODE_DEBUG=gorv',
        )
      }
      if (/\bgorv\b/.test(proc.env['NODE_DEBUG'] ?? '') && error instanceof Error) {
        proc.stderr.write(`${error.stack ?? ''}\n`)
      }
    },
  }
}

/** Exit code that an error stands for. */
export function exitCodeOf(error: unknown): number {
  return error instanceof GorvError ? error.exitCode : 125
}
