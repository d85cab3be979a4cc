import type { G } from '@gorv/core/wire'

/** How a goroutine is drawn: colour, pattern and letter say the same thing. */
export type Look = 'running' | 'runnable' | 'syscall' | 'waiting'

export const looks: Record<Look, { letter: string; says: string }> = {
  running: { letter: 'R', says: 'running' },
  runnable: { letter: 'Q', says: 'runnable: could run, waits for a P' },
  syscall: { letter: 'S', says: 'in a system call' },
  waiting: { letter: 'W', says: 'waiting' },
}

export function lookOf(g: Pick<G, 'status'>): Look {
  if (g.status === 'Grunning') return 'running'
  if (g.status === 'Grunnable') return 'runnable'
  if (g.status === 'Gsyscall') return 'syscall'
  return 'waiting'
}

/** The status in words, with the runtime's own reason where there is one. */
export function statusText(g: Pick<G, 'status' | 'waitreason' | 'scan'>): string {
  const text = g.waitreason || g.status.slice(1)
  return g.scan ? `${text}, its stack is being scanned` : text
}
