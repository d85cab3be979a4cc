import { readdirSync } from 'node:fs'
import { errors, type GorvError } from '../errors.ts'
import type { Toolchain } from '../toolchain/index.ts'

const systems: Record<string, string> = { win32: 'windows', sunos: 'solaris' }
const machines: Record<string, string> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' }

/**
 * What keeps a program of this port from running here. It is asked before the
 * start: the C library hands a file that the kernel cannot run to the shell.
 */
export function whyForeign(toolchain: Toolchain): GorvError | undefined {
  const goos = systems[process.platform] ?? process.platform
  const goarch = machines[process.arch] ?? process.arch
  const same =
    toolchain.goos === goos &&
    (toolchain.goarch === goarch ||
      (goarch === 'amd64' && toolchain.goarch === '386') ||
      hasEmulator())
  return same
    ? undefined
    : errors.otherPort(`${toolchain.goos}/${toolchain.goarch}`, `${goos}/${goarch}`)
}

/** The kernel runs other machines' programs by an emulator. */
function hasEmulator(): boolean {
  try {
    return readdirSync('/proc/sys/fs/binfmt_misc').some((name) => name.startsWith('qemu-'))
  } catch {
    return false
  }
}
