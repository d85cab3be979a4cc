import { closeSync, openSync, readSync } from 'node:fs'
import { attachVariable } from './spawn.ts'

/** Whether a built program carries gorv's sampler at all. */
function carriesSampler(program: string): boolean {
  const mark = Buffer.from(`${attachVariable}=`)
  const chunk = Buffer.alloc(4 << 20)
  const fd = openSync(program, 'r')
  try {
    let at = 0
    for (;;) {
      const got = readSync(fd, chunk, 0, chunk.length, at)
      if (chunk.subarray(0, got).includes(mark)) return true
      if (got < chunk.length) return false
      at += got - mark.length // the mark may lie across two chunks
    }
  } finally {
    closeSync(fd)
  }
}

/** Why no hello came, as well as can be told from outside. */
export function whySilent(program: string, options: { exec: boolean; sampler: boolean }): string {
  if (!options.sampler) return 'gorv has no sampler for this operating system yet'
  try {
    if (!carriesSampler(program)) {
      return 'the overlay did not take, the program was built with the plain runtime (see "gorv doctor")'
    }
  } catch {
    // removed meanwhile, or not readable: nothing more to be told
  }
  return options.exec
    ? 'the --exec command did not pass on gorv’s descriptor and variable'
    : 'it ended or replaced itself before its runtime was up, or could not map gorv’s memory'
}
