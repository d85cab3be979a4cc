// Writes the h1 hashes that gorv checks toolchains against where a user's
// settings forbid to ask the checksum database, which has vouched for each of
// them here. Of what the proxy lists from Go 1.16 on, the last release of each
// minor version and platform; with --all every release; with --from <folder>
// also those that go has downloaded into that module cache, and so asked the
// database for: .cache/matrix/mod after "pnpm matrix". Known ones are kept and
// not asked for again. Run it after "pnpm build" when there are new releases.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expectedHash } from '../../packages/core/dist/download/expected-hash.js'
import { parseGoproxy } from '../../packages/core/dist/download/goproxy.js'
import { Http } from '../../packages/core/dist/download/http.js'
import { pinnedHash } from '../../packages/core/dist/download/pinned.js'
import { fetchReleases } from '../../packages/core/dist/download/releases.js'
import { goSettings } from '../../packages/core/dist/download/settings.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = join(root, 'packages/core/src/download/pinned-hashes.gen.ts')
const platforms = ['linux', 'darwin', 'windows']
  .flatMap((goos) => ['amd64', 'arm64'].map((goarch) => ({ goos, goarch })))
  .concat({ goos: 'linux', goarch: '386' })
const pauseMs = 500

const { env } = process
const settings = goSettings(env)
const proxies = parseGoproxy(settings.GOPROXY)
const http = new Http(env)
const minorOf = (version) => Number(/^go1\.(\d+)/.exec(version)?.[1])

const from = process.argv[process.argv.indexOf('--from') + 1 || Infinity]

/** What go found and checked when it downloaded this one; undefined if it did not. */
function seenByGo(version, { goos, goarch }) {
  if (from === undefined) return undefined
  const name = `cache/download/golang.org/toolchain/@v/v0.0.1-${version}.${goos}-${goarch}.ziphash`
  return existsSync(join(from, name)) ? readFileSync(join(from, name), 'utf8').trim() : undefined
}

const tables = []
for (const platform of platforms) {
  const listed = (await fetchReleases(platform, { env, offline: false })).filter(
    (version) => minorOf(version) >= 16 && !/beta|rc/.test(version),
  )
  const last = new Map(listed.map((version) => [minorOf(version), version]))
  const wanted = listed.filter(
    (version) =>
      process.argv.includes('--all') ||
      last.get(minorOf(version)) === version ||
      pinnedHash(version, platform) ||
      seenByGo(version, platform),
  )
  const lines = []
  for (const version of wanted) {
    let hash = pinnedHash(version, platform) ?? seenByGo(version, platform)
    if (!hash) {
      hash = await expectedHash(http, settings, proxies, version, platform)
      await sleep(pauseMs)
    }
    lines.push(`${version} ${hash.slice('h1:'.length)}`)
  }
  const name = `${platform.goos}-${platform.goarch}`
  if (lines.length > 0) tables.push(`  '${name}': \`${lines.join('\n')}\`,\n`)
  console.log(`${name}: ${lines.length}`)
}
await http.close()
const head = readFileSync(file, 'utf8').split('\n')[0]
writeFileSync(
  file,
  `${head}\nexport const pinnedHashes: Record<string, string> = {\n${tables.join('')}}\n`,
)
