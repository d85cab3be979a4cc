import { readFileSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import type { Process } from './process.ts'

const forwarded: NodeJS.Signals[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  // Node's own meaning of it, to open a debugger, ends with the listener.
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
]

/** What a terminal sends to its whole foreground group: the program has it already. */
const fromTerminal = new Set<NodeJS.Signals>(['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGWINCH'])
/** Of these, what it sends for a key: none while a renderer reads the keys. */
const fromKeys = new Set<NodeJS.Signals>(['SIGINT', 'SIGQUIT'])

/**
 * Passes gorv's signals on to the program, and keeps gorv itself alive to
 * write its result. Begins before the program does, whose first word may be
 * what a signal answers to. Returns what undoes it.
 */
export function forwardSignals(proc: Process, program: () => ChildProcess | undefined): () => void {
  const forward = (signal: NodeJS.Signals) => {
    const raw = proc.stdin.isRaw === true && fromKeys.has(signal)
    if (raw || !(fromTerminal.has(signal) && inForeground())) program()?.kill(signal)
  }
  for (const signal of forwarded) proc.on(signal, forward)
  return () => {
    for (const signal of forwarded) proc.off(signal, forward)
  }
}

/** Whether this process is in its terminal's foreground group, where Ctrl-C reaches the program too. */
function inForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1')
    // Behind the command's name: state ppid pgrp session tty_nr tpgid
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[4] !== '0' && fields[2] === fields[5]
  } catch {
    return false
  }
}
