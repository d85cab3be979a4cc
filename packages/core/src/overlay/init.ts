import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors, messageOf } from '../errors.ts'
import { expose } from '../exposure/index.ts'
import type { Toolchain } from '../toolchain/index.ts'
import { writeBacking, writeWhole } from './write.ts'

/** What gorv notes of an init folder, to know it again. */
interface InitNote {
  gorv: string
  goversion: string
  goroot: string
  /** SHA-256 of overlay.json as gorv wrote it: another one is the user's. */
  overlay?: string
}

export interface InitResult {
  overlay: string
  files: string[]
  /** Those of them that did not say so already. */
  written: string[]
  /** The folder was made for this Go version before. */
  before: string | undefined
  /** Plain `go run -overlay` takes it; a downloaded toolchain of Go 1.25 and newer does not. */
  plainGo: boolean
}

const noteName = 'gorv.json'
const hint = 'choose another folder with --dir'

/** Writes overlay.json and the patched runtime2.go into `dir`. */
export function writeInit(
  dir: string,
  toolchain: Toolchain,
  gorv: string,
  force: boolean,
): InitResult {
  const before = readNote(dir)
  if (!before && !force && namesIn(dir).length > 0) throw errors.notGorvDir(dir)
  const exposed = expose(toolchain)
  const backing = join(dir, 'runtime', 'runtime2.go')
  const overlay = join(dir, 'overlay.json')
  if (before?.overlay !== undefined && !force) {
    const text = readText(overlay)
    if (text !== undefined && hashOf(text) !== before.overlay) throw errors.overlayEdited(overlay)
  }
  const json = JSON.stringify({ Replace: { [exposed.key]: backing } }, null, 2) + '\n'
  const note: InitNote = {
    gorv,
    goversion: toolchain.version,
    goroot: toolchain.goroot,
    overlay: hashOf(json),
  }
  // The note first: should the rest fail, the folder is still known as gorv's.
  writeWhole(join(dir, noteName), JSON.stringify(note, null, 2) + '\n', hint)
  writeWhole(join(dir, '.gitignore'), '*\n', hint)
  const written: string[] = []
  if (writeBacking(backing, exposed.text, hint)) written.push(backing)
  if (writeWhole(overlay, json, hint)) written.unshift(overlay)
  return {
    overlay,
    files: [overlay, backing],
    written,
    before: before && before.goversion !== note.goversion ? before.goversion : undefined,
    plainGo: !toolchain.refusesOverlay,
  }
}

function readNote(dir: string): InitNote | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, noteName), 'utf8')) as InitNote
  } catch {
    return undefined
  }
}

/** What a folder holds; nothing if it is not there. */
function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    throw errors.unwritable(dir, code === 'ENOTDIR' ? 'it is no folder' : messageOf(error))
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
