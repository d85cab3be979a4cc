import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors } from '../errors.ts'
import { expose } from '../exposure/index.ts'
import type { Toolchain } from '../toolchain/index.ts'
import { writeBacking, writeWhole } from './write.ts'

/** What gorv notes of an init folder, to know it again. */
interface InitNote {
  gorv: string
  goversion: string
  goroot: string
}

export interface InitResult {
  overlay: string
  files: string[]
  /** The folder was made for this Go version before. */
  before: string | undefined
  /** Plain `go run -overlay` takes it; a downloaded toolchain of Go 1.25 and newer does not. */
  plainGo: boolean
}

const noteName = 'gorv.json'

/** Writes overlay.json and the patched runtime2.go into `dir`. */
export function writeInit(
  dir: string,
  toolchain: Toolchain,
  gorv: string,
  force: boolean,
): InitResult {
  const before = readNote(dir)
  if (!before && !force && existsSync(dir) && readdirSync(dir).length > 0) {
    throw errors.notGorvDir(dir)
  }
  const exposed = expose(toolchain.goroot, toolchain.goos)
  const backing = join(dir, 'runtime', 'runtime2.go')
  const overlay = join(dir, 'overlay.json')
  const note: InitNote = { gorv, goversion: toolchain.version, goroot: toolchain.goroot }
  // The note first: should the rest fail, the folder is still known as gorv's.
  writeWhole(join(dir, noteName), JSON.stringify(note, null, 2) + '\n')
  writeWhole(join(dir, '.gitignore'), '*\n')
  writeBacking(backing, exposed.text)
  writeWhole(overlay, JSON.stringify({ Replace: { [exposed.key]: backing } }, null, 2) + '\n')
  const minor = Number(/go1\.(\d+)/.exec(toolchain.version)?.[1] ?? 99)
  return {
    overlay,
    files: [overlay, backing],
    before: before && before.goversion !== note.goversion ? before.goversion : undefined,
    plainGo: !toolchain.inModuleCache || minor < 25,
  }
}

function readNote(dir: string): InitNote | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, noteName), 'utf8')) as InitNote
  } catch {
    return undefined
  }
}
