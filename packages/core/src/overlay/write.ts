import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { errors, messageOf } from '../errors.ts'

/** Writes a file whole or not at all; false if it says that already and was left alone. */
export function writeWhole(file: string, text: string, hint: string): boolean {
  try {
    makeFolder(dirname(file))
    if (read(file) === text) return false
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, text)
    renameSync(part, file)
    return true
  } catch (error) {
    throw errors.unwritable(file, messageOf(error), hint)
  }
}

/**
 * A backing file of an overlay. go's module index knows files by size and
 * mtime, and distrusts files younger than two seconds: so an old mtime that
 * follows from the content.
 */
export function writeBacking(file: string, text: string, hint: string): boolean {
  const written = writeWhole(file, text, hint)
  const hash = createHash('sha256').update(text).digest()
  const seconds = 946_684_800 + (hash.readUInt32BE(0) % 500_000_000)
  try {
    utimesSync(file, seconds, seconds)
    return written
  } catch (error) {
    throw errors.unwritable(file, messageOf(error), hint)
  }
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    // Node says ENOENT of what it cannot make; the folder above knows better.
    let above = dirname(dir)
    while (!existsSync(above)) above = dirname(above)
    accessSync(above, constants.W_OK)
    throw error
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
