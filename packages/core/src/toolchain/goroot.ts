import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostPlatform } from '../download/index.ts'
import { errors } from '../errors.ts'
import { isFile, isFolder } from './files.ts'
import { versionWord } from './go-version.ts'

/** Throws where a part of a GOROOT is missing that every build needs; its sources gorv can get. */
export function checkGoroot(goroot: string, tools: string): void {
  if (!isFolder(goroot)) throw errors.noGoroot(goroot || '(empty)', 'folder')
  for (const name of ['compile', 'asm', 'link']) {
    const tool = join(tools, process.platform === 'win32' ? `${name}.exe` : name)
    if (!isFile(tool)) throw errors.noGoroot(goroot, tool.replace(goroot, '').slice(1))
  }
  if (!hasSource(goroot)) return
  const runtime = join('src', 'runtime', 'runtime2.go')
  if (!isFile(join(goroot, runtime))) throw errors.noGoroot(goroot, runtime)
  const internal = join('src', 'internal')
  if (!isFolder(join(goroot, internal))) throw errors.noGoroot(goroot, internal)
}

/** Some distributions ship the sources apart, and leave nothing or a link to nothing. */
export function hasSource(goroot: string): boolean {
  return existsSync(join(goroot, 'src'))
}

/** The release in a GOROOT's VERSION file if it is another than go says it is. */
export function otherVersion(goroot: string, version: string): string | undefined {
  const line = firstLine(join(goroot, 'VERSION'))
  return line.startsWith('go') && versionWord(line) !== versionWord(version) ? line : undefined
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? ''
  } catch {
    return '' // a development tree has none
  }
}

/** What a GOROOT's tools run on, if that is not this machine: `linux/arm64`. */
export function otherMachine(goroot: string): string | undefined {
  const { goos, goarch } = hostPlatform()
  let ports: string[] = []
  try {
    ports = readdirSync(join(goroot, 'pkg', 'tool'))
  } catch {
    // No tools at all are another fault.
  }
  return ports.length === 0 || ports.includes(`${goos}_${goarch}`)
    ? undefined
    : ports[0]?.replace('_', '/')
}
