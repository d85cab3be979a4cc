import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errors, looksLikeRecording, messageOf } from '@gorv/core'

/** Marks by which gorv knows its own files, besides the recording's. */
const marks = ['<!-- gorv report', '{"type":"hello","wire":', '"type": "gorv doctor report"']

/** Throws before anything is built where a file cannot be written or is somebody else's. */
export function checkOutput(
  path: string,
  force: boolean,
  flag: '-o' | '--record' | '--report' = '-o',
): void {
  const hint = `choose another place with ${flag}`
  let exists = true
  try {
    if (statSync(path).isDirectory()) throw errors.unwritable(path, 'it is a folder', hint)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw named(path, error, hint)
    exists = false
  }
  try {
    accessSync(exists ? path : dirname(path), constants.W_OK)
  } catch (error) {
    throw named(path, error, hint)
  }
  if (exists && !force && !isOurs(path)) throw errors.outputExists(path, flag)
}

function named(path: string, error: unknown, hint: string): unknown {
  return (error as { code?: string }).code === 'UNWRITABLE'
    ? error
    : errors.unwritable(path, messageOf(error), hint)
}

function isOurs(path: string): boolean {
  if (!statSync(path).isFile()) return true // a device or a pipe loses nothing
  const head = Buffer.alloc(512)
  const fd = openSync(path, 'r')
  try {
    const bytes = head.subarray(0, readSync(fd, head, 0, head.length, 0))
    const text = bytes.toString('utf8')
    return bytes.length === 0 || looksLikeRecording(bytes) || marks.some((m) => text.includes(m))
  } finally {
    closeSync(fd)
  }
}
