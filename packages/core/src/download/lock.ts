import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A claim that its owner did not touch for so long is nobody's, wherever the owner runs. */
const staleMs = 60_000
const heartbeatMs = 5_000
const pollMs = 100

/**
 * Holds a lock between processes while `work` runs. A claim is a file of its
 * own, `<path>.<host>.<pid>.<random>`: whoever sees no live claim but its own
 * has the lock. To clear away a dead one's claim can thus never hit a live
 * one. `waiting` is called once if somebody else has it.
 */
export async function withLock<T>(
  path: string,
  waiting: () => void,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  const id = randomBytes(6).toString('hex')
  const own = `${path}.${encodeURIComponent(hostname()).replaceAll('.', '%2E')}.${process.pid}.${id}`
  for (let waited = false; ;) {
    if (others(path, own).length === 0) {
      writeFileSync(own, '')
      // Looked at again with the claim in place: of two at once, one at least sees the other.
      if (others(path, own).length === 0) break
      rmSync(own, { force: true })
    } else if (!waited) {
      waited = true
      waiting()
    }
    await sleep(pollMs * (0.5 + Math.random()))
  }
  const heartbeat = setInterval(() => touch(own), heartbeatMs)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(own, { force: true })
  }
}

/** Live claims of others; dead ones are removed. */
function others(path: string, own: string): string[] {
  const dir = dirname(path)
  return readdirSync(dir)
    .filter((name) => name.startsWith(`${basename(path)}.`))
    .map((name) => join(dir, name))
    .filter((claim) => claim !== own && !removeIfDead(claim))
}

function removeIfDead(claim: string): boolean {
  const [host, pid] = claim.split('.').slice(-3)
  try {
    const idle = Date.now() - statSync(claim).mtimeMs
    const here = host === encodeURIComponent(hostname()).replaceAll('.', '%2E')
    if (idle < staleMs && !(here && !isAlive(Number(pid)))) return false
  } catch {
    return true // its owner removed it just now
  }
  rmSync(claim, { force: true })
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // somebody else's
  }
}

function touch(file: string): void {
  try {
    const now = new Date()
    utimesSync(file, now, now)
  } catch {} // the cache was removed while it was used: the work will say so
}
