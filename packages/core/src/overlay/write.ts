import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { errors, messageOf } from '../errors.ts'

/** Writes a file whole or not at all; leaves it alone if it already says that. */
export function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (read(file) === text) return
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, text)
    renameSync(part, file)
  } catch (error) {
    throw errors.unwritable(file, messageOf(error))
  }
}

/**
 * A backing file of an overlay. go's module index knows files by size and
 * mtime, and distrusts files younger than two seconds: so an old mtime that
 * follows from the content.
 */
export function writeBacking(file: string, text: string): void {
  writeWhole(file, text)
  const hash = createHash('sha256').update(text).digest()
  const seconds = 946_684_800 + (hash.readUInt32BE(0) % 500_000_000)
  try {
    utimesSync(file, seconds, seconds)
  } catch (error) {
    throw errors.unwritable(file, messageOf(error))
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
