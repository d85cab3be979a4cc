// Systems and machines other than linux/amd64: which are looked at, and how each is run here.
import { existsSync } from 'node:fs'
import { minorOf } from './releases.mjs'

export const host = 'linux/amd64'

/** Releases that every port is looked at with: the last had of these minors. */
export const portMinors = [16, 20, 24, 27]

/** What runs a port's programs here; null: nothing does, '': the kernel itself. */
const runners = {
  'linux/386': '',
  'linux/arm64': 'qemu-aarch64',
  'linux/arm': 'qemu-arm',
  'linux/riscv64': 'qemu-riscv64',
  'linux/ppc64le': 'qemu-ppc64le',
  'linux/s390x': 'qemu-s390x',
  'linux/loong64': 'qemu-loongarch64',
  'darwin/amd64': null,
  'darwin/arm64': null,
  'windows/amd64': 'wine',
  'windows/arm64': null,
  'freebsd/amd64': null,
}

export const ports = Object.keys(runners)

/** Ports that CI builds and vets: [minor, port]. Those that run here, test/systems runs. */
export const spreadPorts = [
  [20, 'freebsd/amd64'],
  [27, 'darwin/arm64'],
  [27, 'windows/amd64'],
]

/** For the document: what runs its programs. */
export function wayOf(port) {
  const runner = runners[port]
  if (runner === null) return 'nothing'
  return runner === 'wine' ? 'wine, up to Go 1.20' : runner || 'the machine itself'
}

export function runnerOf(release, port) {
  const runner = port === host ? '' : runners[port]
  // Go 1.21 and newer ask for a library that wine 8 does not have.
  if (runner === 'wine' && minorOf(release) > 20) return null
  if (runner && !existsSync(`/usr/bin/${runner}`)) throw new Error(`${port} needs ${runner}`)
  return runner
}
