// docs/versions.md, all of it, from what was verified.
import { compareReleases } from '@gorv/core'
import { host, portMinors, ports, wayOf } from './ports.mjs'
import { lastOf, minorOf } from './releases.mjs'

/** The document's text from the results of verified.json. */
export function documentOf(results) {
  const releases = results.filter((one) => one.port === host)
  const good = releases.filter((one) => !one.failed)
  const others = results.filter((one) => one.port !== host)
  const dates = results.map((one) => one.date).sort()
  return `${before}
## Releases

On ${host}, every release that the Go module proxy had: **${good.length} of ${releases.length} pass**.

${table([['Go', 'releases', 'what was verified', 'when'], ...minorRows(releases)])}

${failures(releases)}${words}
## Other systems

The last release had of ${portMinors.map((minor) => `1.${minor}`).join(', ')}: built with the overlay, vetted, and run for real where this machine can.

${table([['', ...portHead(others), 'run by'], ...portRows(others)])}

${failures(others)}“–”: that release does not have the port. macOS and FreeBSD are built and vetted only, and so is
Windows on Go 1.21 and newer, which wine 8 does not run.

## What differs

Which declaration a runtime has, and so which fragment of \`go-templates/runtime\` it gets:

${table([['fact', 'fragment', 'releases'], ...factRows(good)])}

What a release cannot tell is \`null\`, and \`capabilities\` in the hello says so: \`parent\` where the fragment is
\`parent_none\`; \`startfn\` is that of the wrapper that \`go f(x)\` was made into where it is \`startpc_plain\`. From 1.26 on the
runtime no longer marks a P whose M is in a system call; gorv then tells \`Psyscall\` from the goroutine's status.

${matrixText}
Results are of ${[...new Set([dates[0], dates.at(-1)])].join(' to ')}.
`
}

const before = `# Go versions

<!-- Made by "pnpm matrix" from packages/core/src/exposure/verified.json; what is changed here by hand is lost. -->

gorv decides by what a runtime declares, not by its number ([architecture.md](architecture.md)). Ask it:

\`\`\`sh
gorv doctor
gorv versions
\`\`\`

\`doctor\` tells which Go this folder builds with, where it comes from and why, and which facts were found in its runtime.
\`versions\` tells which Go there are here and to be had. \`verified\`: that very release went through what stands below.
\`expected\`: not that one, but its runtime declares all that gorv needs. \`refused\`: it does not, and what is missing.

Refused are Go older than 1.16, as \`-overlay\` came with 1.16, and gccgo, TinyGo and wasm, which have another runtime.
`

const words = `\`build\`: the program builds with the overlay · \`vet\`: \`go vet runtime\` has no more to say than without ·
\`expose\`: \`gorv init\`, and \`RuntimeExposure()\` answers · \`run\`: \`gorv run\` sees the program's goroutines, what they wait
for and where they come from; the hello says just what this Go can tell; nothing is lost · \`exact\`: each event of the
scheduler is recorded, and none contradicts another · \`deadlock\`: Go's own report
and exit code 2, at once and after a while · \`setgid\`: what has to reach every thread comes back · \`off\`: without gorv's
variable the program prints what the plain one prints.
`

const matrixText = `## Looking again

\`pnpm matrix\` fetches every release, goes through it and leaves it again, then the other systems, and writes this page.
What was verified already with the same templates is not run again. A part of it is chosen by \`--only go1.22\`,
\`--only linux/arm64\` and the like ([new-go-version.md](new-go-version.md)); \`npm test\` takes this part:

\`\`\`sh repo
npm run matrix -- --spread --list
\`\`\`
`

function table([head, ...rows]) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function minorRows(results) {
  const minors = [...new Set(results.map((one) => minorOf(one.release)))].toReversed()
  return minors.map((minor) => {
    const its = results.filter((one) => minorOf(one.release) === minor)
    const good = its.filter((one) => !one.failed)
    const names = its.map(({ release, failed }) =>
      failed ? `~~${bare(release)}~~` : bare(release),
    )
    const common = good[0]?.passed.filter((check) =>
      good.every((one) => one.passed.includes(check)),
    )
    return [
      `1.${minor}`,
      names.join(', '),
      (common ?? []).join(' '),
      spanOf(its.map((one) => one.date)),
    ]
  })
}

function portHead(results) {
  return columnsOf(results).map(bare)
}

function portRows(results) {
  return ports.map((port) => [
    port,
    ...columnsOf(results).map((release) => {
      const one = results.find((other) => other.port === port && other.release === release)
      if (!one) return ''
      if (one.absent) return '–'
      return [...one.passed, ...(one.failed ? ['✗'] : [])].join(' ')
    }),
    wayOf(port),
  ])
}

function columnsOf(results) {
  const releases = [...new Set(results.map((one) => one.release))].sort(compareReleases)
  return lastOf(releases, portMinors)
}

/** What did not pass, in its own words. */
function failures(results) {
  const lines = results
    .filter((one) => one.failed)
    .map(({ release, port, failed }) => `- ${release} on ${port}: ${failed}`)
  return lines.length > 0 ? `Not passed:\n\n${lines.join('\n')}\n\n` : ''
}

function factRows(results) {
  const fragments = [...new Set(results.flatMap((one) => one.facts))].sort()
  return fragments
    .filter((fragment) => results.some((one) => !one.facts.includes(fragment)))
    .map((fragment) => [
      fragment.split('_')[0],
      `\`${fragment}\``,
      rangesOf(results, (one) => one.facts.includes(fragment)),
    ])
}

/** `1.16.3 to 1.19.13, from 1.23.0 on`: the stretches of results for which something holds. */
function rangesOf(results, holds) {
  const ranges = []
  results.forEach((one, i) => {
    if (!holds(one)) return
    if (i > 0 && holds(results[i - 1])) ranges.at(-1)[1] = i
    else ranges.push([i, i])
  })
  const name = (i) => bare(results[i].release)
  return ranges
    .map(([from, to]) => {
      if (to === results.length - 1) return `from ${name(from)} on`
      if (from === 0) return `up to ${name(to)}`
      return from === to ? name(from) : `${name(from)} to ${name(to)}`
    })
    .join(', ')
}

const bare = (release) => release.replace(/^go/, '')

function spanOf(dates) {
  const [first, last] = [dates.sort()[0], dates.at(-1)]
  return first === last ? first : `${first} to ${last}`
}
