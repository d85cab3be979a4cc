// A release's toolchain, and the environment in which it alone is the Go at hand.
import { existsSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const versionOf = (release) => `v0.0.1-${release}.linux-amd64`
const moduleOf = (release) => `golang.org/toolchain@${versionOf(release)}`

/**
 * Fetched through the module proxy by the go at hand, unless its module cache
 * has it already. Its caches lie below `dir`; drop() removes what was made for it.
 */
export async function openToolchain(release, dir, keep) {
  const own = join(dir, 'mod')
  const machines = (await ask('go', ['env', 'GOMODCACHE'], dir, {})).trim()
  const name = moduleOf(release)
  const modcache = existsSync(join(machines, name, 'bin/go')) ? machines : own
  const goroot = modcache === own ? await fetchInto(own, release, dir) : join(modcache, name)
  const its = join(dir, release)
  return {
    release,
    goroot,
    dir: its,
    env: {
      ...bare(),
      PATH: [join(goroot, 'bin'), process.env.PATH].join(delimiter),
      GOMODCACHE: modcache,
      GOCACHE: join(its, 'build'),
      GORV_CACHE: join(its, 'gorv'),
      GOTOOLCHAIN: 'local',
      // Go 1.16 and 1.17 do not know flags that a newer go's settings may hold.
      GOENV: 'off',
      GOFLAGS: '',
      CGO_ENABLED: '0',
      WINEPREFIX: join(dir, 'wine'),
      WINEDEBUG: '-all',
    },
    drop() {
      if (keep) return
      rmSync(its, { recursive: true, force: true })
      // The go at hand may be that very release: then nothing was fetched.
      if (goroot.startsWith(own)) rmSync(goroot, { recursive: true, force: true })
    },
  }
}

/** Gives its GOROOT. */
async function fetchInto(modcache, release, dir) {
  const env = { GOENV: 'off', GOFLAGS: '-modcacherw', GOMODCACHE: modcache, GOTOOLCHAIN: release }
  const fetch = () => ask('go', ['env', 'GOROOT'], dir, env)
  const goroot = await fetch().catch(fetch)
  // Unpacked, it is not needed any more, and it is large.
  const zip = join(modcache, 'cache/download/golang.org/toolchain/@v', `${versionOf(release)}.zip`)
  rmSync(zip, { force: true })
  // Neither is the library as it is for -race, up to Go 1.19.
  const race = join(modcache, moduleOf(release), 'pkg/linux_amd64_race')
  rmSync(race, { recursive: true, force: true })
  return goroot.trim()
}

async function ask(command, args, cwd, env) {
  const asked = await run(command, args, { cwd, env: { ...bare(), ...env } })
  if (asked.code !== 0) throw new Error(`${command} ${args.join(' ')}: ${asked.stderr.trim()}`)
  return asked.stdout
}

/** The environment without another Go's or gorv's settings; of Go's, what says where to fetch from stays. */
function bare() {
  const settings =
    /^(GOROOT|GOOS|GOARCH|GOARM|GO386|GOAMD64|GOEXPERIMENT|GODEBUG|GO111MODULE|GORV_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.test(name)))
}
