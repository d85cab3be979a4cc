import type { G } from '@gorv/core/wire'
import type { Style } from './style.ts'

/** Colour is never the only sign: each state has a letter. */
export type GLetter = 'R' | 'Q' | 'W' | 'S' | 'A' | 'C' | 'P' | '?'

export const gLetters: Record<GLetter, { style: Style; means: string }> = {
  R: { style: 'run', means: 'running' },
  Q: { style: 'queue', means: 'runnable' },
  W: { style: 'wait', means: 'waiting' },
  S: { style: 'syscall', means: 'syscall' },
  A: { style: 'gc', means: 'for the GC' },
  C: { style: 'dim', means: 'stack copied' },
  P: { style: 'queue', means: 'preempted' },
  '?': { style: 'dim', means: 'other' },
}

export const pLetters: Record<string, { letter: string; style: Style; means: string }> = {
  Pidle: { letter: 'I', style: 'dim', means: 'idle' },
  Prunning: { letter: 'R', style: 'run', means: 'running' },
  Psyscall: { letter: 'S', style: 'syscall', means: 'in a syscall' },
  Pgcstop: { letter: 'T', style: 'stop', means: 'stopped for GC' },
  Pdead: { letter: 'D', style: 'dim', means: 'dead' },
}

export function gLetter(g: Pick<G, 'status' | 'waitreason' | 'startfn'>): GLetter {
  switch (g.status) {
    case 'Grunning':
      return g.startfn === 'runtime.gcBgMarkWorker' ? 'A' : 'R'
    case 'Grunnable':
      return 'Q'
    case 'Gwaiting':
      return g.waitreason?.startsWith('GC assist') === true ? 'A' : 'W'
    case 'Gsyscall':
      return 'S'
    case 'Gcopystack':
      return 'C'
    case 'Gpreempted':
      return 'P'
    default:
      return '?'
  }
}

export function pLetter(status: string): { letter: string; style: Style } {
  return pLetters[status] ?? { letter: '?', style: 'dim' }
}
