import { arch, endianness } from 'node:os'

/** What a Go installation runs on, in Go's words: linux, amd64. */
export interface Platform {
  goos: string
  goarch: string
}

const systems: Record<string, string> = { win32: 'windows', sunos: 'solaris' }
const machines: Record<string, string> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' }

/** Node's platform and architecture in Go's words. */
export function hostPlatform(): Platform {
  const machine = arch()
  const goarch =
    machine === 'ppc64' && endianness() === 'LE' ? 'ppc64le' : (machines[machine] ?? machine)
  return { goos: systems[process.platform] ?? process.platform, goarch }
}

/** `linux-amd64`, as in the names of archives and of folders. */
export function platformName(platform: Platform): string {
  return `${platform.goos}-${platform.goarch}`
}
