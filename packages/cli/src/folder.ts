import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errors } from '@gorv/core'
import type { Process } from './process.ts'

/** Where a command works: its -C, or the folder it was called in. */
export function folderOf(proc: Process, dir: string | undefined): string {
  if (dir === undefined) return proc.cwd()
  const path = resolve(proc.cwd(), dir)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw errors.usage(`-C ${dir}: no such folder`, 'name one that is there')
  }
  return path
}
