import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Operating systems and machines that Go's file names may end in. */
const systems = new Set(
  (
    'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 ' +
    'solaris wasip1 windows zos'
  ).split(' '),
)
const machines = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x sparc64 wasm'.split(
    ' ',
  ),
)

/** A package's sources for one port; each is read once. */
export interface Sources {
  names: string[]
  read(name: string): string
}

/** Build constraints inside files are not looked at, those in their names are. */
export function sourcesIn(dir: string, goos: string, goarch: string): Sources {
  const texts = new Map<string, string>()
  const read = (name: string) => {
    const text = texts.get(name) ?? readFileSync(join(dir, name), 'utf8')
    texts.set(name, text)
    return text
  }
  return { names: readdirSync(dir).filter((name) => builtFor(name, goos, goarch)), read }
}

/** By go's rule of file names: x_linux.go, x_arm64.go, x_linux_arm64.go; tests never. */
export function builtFor(name: string, goos: string, goarch: string): boolean {
  if (!name.endsWith('.go') || name.endsWith('_test.go')) return false
  const words = name.slice(0, -3).split('_').slice(1)
  const last = words.at(-1) ?? ''
  if (machines.has(last)) {
    const before = words.at(-2) ?? ''
    return last === goarch && (!systems.has(before) || before === goos)
  }
  return !systems.has(last) || last === goos
}
