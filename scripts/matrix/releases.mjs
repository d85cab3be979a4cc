// Which releases of Go there are, in their order, and the choice that CI takes.
import { compareReleases } from '@gorv/core'
import { run } from './run.mjs'

/** All releases from 1.16 on that the module proxy has for linux/amd64, oldest first. */
export async function listReleases(cwd) {
  const listed = await run('go', ['list', '-m', '-versions', 'golang.org/toolchain'], {
    cwd,
    env: { ...process.env, GOENV: 'off', GOFLAGS: '', GOTOOLCHAIN: 'local' },
  })
  if (listed.code !== 0) throw new Error(`the list of releases could not be had: ${listed.stderr}`)
  return [...listed.stdout.matchAll(/-(go1\.\S+)\.linux-amd64/g)]
    .map((match) => match[1])
    .filter((release) => minorOf(release) >= 16)
    .sort(compareReleases)
}

export const minorOf = (release) => Number(/^go1\.(\d+)/.exec(release)[1])

/** The last had of each minor that is asked for. */
export function lastOf(releases, minors) {
  return minors.flatMap((minor) => releases.filter((one) => minorOf(one) === minor).slice(-1))
}

/**
 * The last had of every minor, the first of every other one and of the newest,
 * the newest rc and beta: each minor's facts, and patch releases that moved some.
 */
export function spreadOf(releases) {
  const minors = [...new Set(releases.map(minorOf))]
  const newest = minors.at(-1)
  const firsts = minors
    .filter((minor) => minor % 2 === 0 || minor === newest)
    .map((minor) => releases.find((one) => minorOf(one) === minor && !/rc|beta/.test(one)))
  const early = ['rc', 'beta'].flatMap((stage) =>
    releases.filter((one) => one.includes(stage)).slice(-1),
  )
  return [...new Set([...firsts, ...early, ...lastOf(releases, minors)])].sort(compareReleases)
}
