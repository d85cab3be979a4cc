import { readFileSync } from 'node:fs'

/**
 * Whether the tick counters of this machine's CPUs run alike and never stop,
 * so that events can be timed and ordered by them.
 */
export function trustsTicks(): boolean {
  if (process.platform !== 'linux') return false
  if (process.arch === 'arm64') return true // one system counter by architecture
  if (process.arch !== 'x64' && process.arch !== 'ia32') return false
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'latin1'))?.[1] ?? ''
    return / constant_tsc\b/.test(flags) && / nonstop_tsc\b/.test(flags)
  } catch {
    return false
  }
}

/** Whether a GOARCH stores the highest byte of a word first. */
export function isBigEndian(goarch: string): boolean {
  return ['s390x', 'ppc64', 'mips', 'mips64'].includes(goarch)
}
