// From the words of the command line to what is looked at: [{ release, ports }].
import { host, portMinors, ports, spreadPorts } from './ports.mjs'
import { lastOf, minorOf, spreadOf } from './releases.mjs'

export const usage = `pnpm matrix [words]: gorv on every release of Go, and on other systems
  --only <pattern…>   go1.22 (the minor), go1.22.5, 1.22.*, linux/arm64, windows/*
  --spread            the choice that CI takes
  --releases          every release on linux/amd64 alone
  --ports             the other systems alone, on a few releases
  --again             what was verified before too
  --jobs <n>          so many releases at a time (2)
  --keep              keep toolchains and build caches for the next run
  --no-write          leave verified.json and docs/versions.md alone, and do not go by them
  --list              run nothing: what is chosen
  --document          run nothing: write docs/versions.md from verified.json
  --check             run nothing: is it what verified.json says?`

const switches = /^--(spread|ports|releases|again|keep|no-write|list|document|check|help)$/

/** Throws what is wrong with the words. */
export function parseWords(words) {
  const options = { only: [], jobs: 2 }
  for (let i = 0; i < words.length; i++) {
    const name = words[i].replace(/^--/, '')
    if (words[i] === '--only') {
      while (words[i + 1] !== undefined && !words[i + 1].startsWith('-')) {
        options.only.push(words[++i])
      }
      if (options.only.length === 0) throw new Error('--only what?')
    } else if (words[i] === '--jobs') {
      options.jobs = Number(words[++i])
      if (!(options.jobs >= 1)) throw new Error('--jobs takes a number')
    } else if (switches.test(words[i])) {
      options[name] = true
    } else if (words[i] !== '--') {
      throw new Error(`${words[i]} is not known`)
    }
  }
  return options
}

/** One job for each release: its toolchain is fetched once. */
export function planOf(options, releases) {
  const cells = options.spread
    ? [
        ...spreadOf(releases).map((release) => [release, host]),
        ...spreadPorts.flatMap(([minor, port]) =>
          lastOf(releases, [minor]).map((release) => [release, port]),
        ),
      ]
    : [
        ...(options.ports ? [] : releases.map((release) => [release, host])),
        ...(options.releases ? [] : portCells(options, releases)),
      ]
  const jobs = new Map()
  for (const [release, port] of cells.filter((cell) => chosen(cell, options))) {
    jobs.set(release, [...(jobs.get(release) ?? []), port])
  }
  return [...jobs].map(([release, its]) => ({ release, ports: its }))
}

/** The ports on their own releases, or on those that are named exactly. */
function portCells({ only }, releases) {
  const named = releases.filter((release) => only.includes(release))
  const its = named.length > 0 ? named : lastOf(releases, portMinors)
  return its.flatMap((release) => ports.map((port) => [release, port]))
}

/** Patterns with a slash choose ports, the others releases, which by themselves mean linux/amd64. */
function chosen([release, port], { only, ports: portsAlone }) {
  const forPorts = only.filter((pattern) => pattern.includes('/'))
  const forReleases = only.filter((pattern) => !pattern.includes('/'))
  const portFits =
    forPorts.length > 0
      ? forPorts.some((pattern) => matches(port, pattern))
      : portsAlone || forReleases.length === 0 || port === host
  return (
    portFits &&
    (forReleases.length === 0 || forReleases.some((pattern) => releaseMatches(release, pattern)))
  )
}

function releaseMatches(release, pattern) {
  const full = pattern.startsWith('go') ? pattern : `go${pattern}`
  const minor = /^go1\.(\d+)$/.exec(full)?.[1]
  // go1.20 is a release, and a minor.
  return matches(release, full) || (minor !== undefined && minorOf(release) === Number(minor))
}

function matches(text, pattern) {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(text)
}
