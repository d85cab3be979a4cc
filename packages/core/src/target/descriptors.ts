import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Descriptors beyond 2 that gorv itself was started with, such as the sockets
 * of socket activation: the program gets them under the same numbers. Node's
 * own are closed on exec, but so are the lower ones of others by now; these tell
 * themselves apart by what nobody passes on: event descriptors, pipes with
 * both ends in this process. Call it before anything else is opened.
 */
export function inheritedDescriptors(): number[] {
  let names: string[]
  try {
    names = readdirSync('/proc/self/fd')
  } catch {
    return []
  }
  const targets = new Map<number, string>()
  for (const name of names) {
    try {
      targets.set(Number(name), readlinkSync(`/proc/self/fd/${name}`))
    } catch {
      // the one that read the folder
    }
  }
  const seen = new Map<string, number>()
  for (const target of targets.values()) seen.set(target, (seen.get(target) ?? 0) + 1)
  const nodesFirst = Math.min(
    ...[...targets].filter(([, target]) => target.startsWith('anon_inode:')).map(([fd]) => fd),
  )
  return [...targets]
    .filter(([fd, target]) => fd > 2 && passedOn(fd, target, seen.get(target) ?? 0, nodesFirst))
    .map(([fd]) => fd)
    .sort((a, b) => a - b)
}

function passedOn(fd: number, target: string, ends: number, nodesFirst: number): boolean {
  if (fd < nodesFirst || !closedOnExec(fd)) return true
  if (target.startsWith('anon_inode:') || target === '/dev/null') return false
  if (target.startsWith('pipe:')) return ends === 1
  return !target.startsWith('/proc/')
}

function closedOnExec(fd: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1]
    return flags === undefined || (parseInt(flags, 8) & 0o2000000) !== 0
  } catch {
    return true
  }
}
