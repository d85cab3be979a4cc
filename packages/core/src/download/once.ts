import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { withLock } from './lock.ts'

/** A part of a download is kept for so long. */
const forgottenMs = 7 * 24 * 3600 * 1000

/**
 * Makes the folder `target`, whole or not at all, in one process at a time. It
 * is there if `mark` is in it: what somebody cleaned away is made anew.
 * `make` gets a work folder, kept from one attempt to the next for what can be
 * gone on with, and an empty one in it which becomes `target`.
 */
export async function once(
  target: string,
  mark: string,
  work: string,
  waiting: () => void,
  make: (work: string, tree: string) => Promise<void> | void,
): Promise<string> {
  const isThere = () => existsSync(join(target, mark))
  if (isThere()) return target
  sweep(dirname(work))
  await withLock(work, waiting, async () => {
    if (isThere()) return
    const tree = join(work, basename(target))
    try {
      rmSync(tree, { recursive: true, force: true }) // of one that was killed
      mkdirSync(tree, { recursive: true })
      await make(work, tree)
      mkdirSync(dirname(target), { recursive: true })
      if (!isThere()) rmSync(target, { recursive: true, force: true })
      rename(tree, target)
    } finally {
      rmSync(tree, { recursive: true, force: true })
      if (isThere()) rmSync(work, { recursive: true, force: true })
      else if (existsSync(work) && readdirSync(work).length === 0) rmdirSync(work)
    }
  })
  return target
}

/** Removes what was begun and nobody came back to. */
function sweep(dir: string): void {
  if (!existsSync(dir)) return
  for (const name of readdirSync(dir)) {
    const old = join(dir, name)
    const changed = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - changed > forgottenMs) rmSync(old, { recursive: true, force: true })
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    // Somebody who could not see the lock (another host, its claim gone stale) was first.
    if (!existsSync(to)) throw error
  }
}
