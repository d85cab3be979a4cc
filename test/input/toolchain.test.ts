import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv, run, tempDir, testEnv, type Finished } from '../support/gorv.ts'
import { expectOneLine } from '../support/said.ts'
import { goroot, script, unpacked, withPath } from '../support/toolchains.ts'

const source = 'package main\n\nfunc main() { println("it ran") }\n'

interface Given {
  goMod?: string
  env?: NodeJS.ProcessEnv
  go?: string
}

/** gorv run in a module of its own: refused before anything was built or written. */
async function refused({ goMod, env = testEnv(), go }: Given): Promise<Finished> {
  const cwd = goModule('refused', source)
  if (goMod !== undefined) writeFileSync(join(cwd, 'go.mod'), `module example.com/x\n\n${goMod}`)
  const cache = tempDir('cache')
  const flags = go === undefined ? [] : ['--go', go]
  const result = await gorv(['run', '-r', 'json', ...flags, '.'], {
    cwd,
    env: { ...env, GORV_CACHE: cache },
  })
  expect(readdirSync(cwd).sort()).toEqual(['go.mod', 'main.go'])
  for (const made of ['bin', 'overlay']) expect(existsSync(join(cache, made))).toBe(false)
  return result
}

/** A GOROOT with something taken away. */
async function damaged(...gone: string[]): Promise<string> {
  const dir = await unpacked('1.22.12', join(tempDir('damaged'), 'go'))
  for (const path of gone) rmSync(join(dir, path), { recursive: true })
  return dir
}

test.each([
  ['potato', 'neither a Go version nor a GOROOT'],
  ['../somewhere', 'neither a Go version nor a GOROOT'],
  ['', 'neither a Go version nor a GOROOT'],
  ['go.mod', 'is a file, and no GOROOT'],
  ['.', 'is no GOROOT: no bin/go in it'],
  ['2.0', 'neither a Go version nor a GOROOT'],
  ['1.99', 'there is no release of that name'],
])('--go %j: a usage error', async (go, text) => {
  const result = await refused({ go })
  expect(result.stderr).toContain(`gorv: --go ${go}: ${text} — give a version such as 1.26.8`)
  expectOneLine(result, 2, /^gorv: --go/)
})

test('--go 1.22.99: a series that is there, and no such release in it', async () => {
  expectOneLine(
    await refused({ go: '1.22.99' }),
    2,
    /^gorv: --go 1\.22\.99: there is no release of that name — /,
  )
})

test.each([
  ['--go 1.15.15', { go: '1.15.15' }],
  ['GOTOOLCHAIN=go1.15.15', { env: testEnv({ GOTOOLCHAIN: 'go1.15.15' }) }],
])('a Go without -overlay: %s', async (_, given) => {
  await goroot('1.15.15')
  expectOneLine(
    await refused(given),
    125,
    /^gorv: this Go is go1\.15\.15, and -overlay came with Go 1\.16 — use a newer Go/,
  )
})

test.each([
  ['bin', 2, /is no GOROOT: no bin\/go in it — give a version/],
  [
    'src/runtime',
    125,
    /^gorv: GOROOT \/.* has no src\/runtime\/runtime2\.go — install that Go anew/,
  ],
  ['src/runtime/proc.go', 125, /^gorv: .*runtime2?\S*.* cannot be patched: .* — /],
  ['pkg/tool', 125, /^gorv: GOROOT \/.* has no pkg\/tool\/\w+\/compile — install that Go anew/],
  ['pkg/tool/linux_amd64/link', 125, /^gorv: GOROOT \/.* has no pkg\/tool\/\w+\/link — install/],
  ['src/internal', 125, /^gorv: GOROOT \/.* has no src\/internal — install that Go anew/],
])('a GOROOT whose %s is gone', async (gone, code, line) => {
  expectOneLine(await refused({ go: await damaged(gone) }), code, line)
})

test('a GOROOT without VERSION is one still, as it is to go', async () => {
  const cwd = goModule('unversioned', source)
  const go = await damaged('VERSION')
  const result = await gorv(['run', '-r', 'json', '-o', '-', '--quiet', '--go', go, '.'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: 'it ran\n' })
  expect(result.stdout).toContain('"goversion":"go1.22.12"')
})

test('a GOROOT variable that names a file, nothing, or no Go', async () => {
  const own = (await run('go', ['env', 'GOROOT'], { cwd: tempDir('own') })).stdout.trim()
  const hint = / — (unset GOROOT|install that Go anew, or name another one: unset GOROOT)/
  for (const place of [join(own, 'VERSION'), '/nowhere', tempDir('empty')]) {
    const result = await refused({ env: testEnv({ GOROOT: place }) })
    expectOneLine(result, 125, hint)
    expect(result.stderr).toContain(place)
  }
})

test('a GOROOT for another machine', async () => {
  const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
  const dir = join(tempDir('foreign'), 'go')
  mkdirSync(join(dir, 'pkg/tool', `linux_${other}`), { recursive: true })
  // A real program of that machine, which this kernel cannot run.
  const built = await run('go', ['build', '-o', join(dir, 'bin/go'), '.'], {
    cwd: goModule('foreign', source),
    env: testEnv({ GOARCH: other, CGO_ENABLED: '0' }),
  })
  expect(built.code, built.stderr).toBe(0)
  const line = new RegExp(`^gorv: GOROOT .*/go is for linux/${other}, and cannot run here — `)
  expectOneLine(await refused({ go: dir }), 125, line)
  expectOneLine(await refused({ env: withPath([join(dir, 'bin')]) }), 125, line)
})

test('a go that hangs is given up, with all that it has started', async () => {
  const bin = tempDir('hanging')
  const pids = join(bin, 'pids')
  script(join(bin, 'go'), `#!/bin/sh\nsleep 1000 &\necho $$ $! > ${pids}\nwait\n`)
  const began = performance.now()
  const result = await refused({ env: withPath([bin], { GORV_GO_TIMEOUT: '2' }) })
  expect(performance.now() - began).toBeLessThan(15_000)
  expectOneLine(result, 125, /^gorv: .*\/go env did not answer for 2 s — see what it waits for/)
  const alive = await run('sh', ['-c', `ps -o stat= -p $(tr ' ' , < ${pids}) | grep -v Z`], {
    cwd: bin,
  })
  expect(alive.stdout).toBe('')
})

test.each(['yes', 'yes >&2'])(
  'a go that says something without end is given up: %s',
  async (flood) => {
    const bin = tempDir('endless')
    script(join(bin, 'go'), `#!/bin/sh\n${flood}\n`)
    // All of it would not find room.
    const NODE_OPTIONS = '--max-old-space-size=128'
    const result = await refused({ env: withPath([bin], { GORV_GO_TIMEOUT: '4', NODE_OPTIONS }) })
    expectOneLine(result, 125, /^gorv: .*\/go env did not answer for 4 s — see what it waits for/)
  },
)

test('Ctrl-C while go hangs ends gorv and what go has started', async () => {
  const bin = tempDir('hanging')
  const pids = join(bin, 'pids')
  script(join(bin, 'go'), `#!/bin/sh\nsleep 1000 &\necho $$ $! > ${pids}\nwait\n`)
  const result = await gorv(['run', '-r', 'json', '.'], {
    cwd: goModule('hanging', source),
    env: withPath([bin]),
    onSpawn: (child) => {
      const wait = setInterval(() => {
        if (!existsSync(pids) || statSync(pids).size === 0) return
        clearInterval(wait)
        child.kill('SIGINT')
      }, 50)
    },
  })
  expect(result).toMatchObject({ code: null, signal: 'SIGINT' })
  // A process gets to its signal when there is a CPU for it. Left alone these stay for 1000 s.
  const look = `ps -o stat= -p $(tr ' ' , < ${pids}) | grep -v Z`
  const alive = async () => (await run('sh', ['-c', look], { cwd: bin })).stdout
  await expect.poll(alive, { timeout: 20_000, interval: 100 }).toBe('')
})

test.each([
  [
    'gccgo',
    'go version go1.18 gccgo (Debian 12.2.0-14) 12.2.0 linux/amd64',
    '{"GOVERSION":"go1.18 gccgo (Debian 12.2.0-14) 12.2.0","GOROOT":"/usr"}',
  ],
  ['tinygo', 'tinygo version 0.31.2 linux/amd64 (using go version go1.22.1 and LLVM 17.0.1)', ''],
])('a go that is %s', async (name, version, env) => {
  const bin = tempDir(name)
  script(
    join(bin, 'go'),
    `#!/bin/sh\n[ "$1" = version ] && echo '${version}' && exit\n[ -n '${env}' ] && echo '${env}' && exit\nexit 1\n`,
  )
  const line = new RegExp(`^gorv: .*${name}.* has another runtime than Go's own — `)
  expectOneLine(await refused({ env: withPath([bin]) }), 125, line)
})

test('-compiler=gccgo in GOFLAGS', async () => {
  const result = await refused({ env: testEnv({ GOFLAGS: '-compiler=gccgo' }) })
  expectOneLine(result, 125, /^gorv: -compiler=gccgo has another runtime than Go's own — /)
})

test.each([
  ['js', 'wasm'],
  ['wasip1', 'wasm'],
])('%s/%s has no threads', async (GOOS, GOARCH) => {
  const result = await refused({ env: testEnv({ GOOS, GOARCH }) })
  expectOneLine(result, 125, new RegExp(`^gorv: ${GOOS}/${GOARCH} has no OS threads .* — build`))
})

test('a module that needs a newer Go: go’s own words, and which Go would do', async () => {
  const env = withPath([join(await goroot('1.22.12'), 'bin')], { GOTOOLCHAIN: 'local' })
  expectOneLine(
    await refused({ goMod: 'go 1.27\n', env }),
    125,
    /^gorv: go: go\.mod requires go >= 1\.27 \(running go 1\.22\.12; GOTOOLCHAIN=local\) — build with a newer Go: gorv run --go 1\.27, or GOTOOLCHAIN=auto\n/,
  )
  expectOneLine(
    await refused({ goMod: 'go 1.27\n', go: '1.22.12' }),
    125,
    /requires go >= 1\.27 \(running go 1\.22\.12/,
  )
  const old = withPath([join(await goroot('1.20.14'), 'bin')], { GOFLAGS: '' })
  expectOneLine(
    await refused({ goMod: 'go 1.21.3\ntoolchain go1.22.12\n', env: old }),
    125,
    /invalid go version '1\.21\.3'.*unknown directive: toolchain — build with a newer Go/,
  )
})

test.each([
  ['GOPROXY=off', { GOPROXY: 'off' }, /^gorv: GOPROXY=off forbids to download go1\.23\.4 /],
  ['--offline', { GORV_OFFLINE: '1' }, /^gorv: offline, and go1\.23\.4 /],
  [
    'the network gone',
    { GOPROXY: 'http://127.0.0.1:1', GORV_GO_DOWNLOADS: 'http://127.0.0.1:1' },
    /^gorv: cannot download .*ECONNREFUSED .* — /,
  ],
])('a release that cannot be fetched: %s', async (_, extra, line) => {
  const env = testEnv({ ...extra, HOME: tempDir('home'), GOMODCACHE: tempDir('mod') })
  const began = performance.now()
  const result = await refused({ go: '1.23.4', env })
  expect(performance.now() - began).toBeLessThan(60_000)
  expectOneLine(result, 125, line)
})

test('a toolchain that go itself cannot fetch', async () => {
  const extra = { GOTOOLCHAIN: 'go1.23.4', GOMODCACHE: tempDir('mod'), GORV_OFFLINE: '1' }
  const result = await gorv(['doctor'], {
    cwd: goModule('fetch', source),
    env: testEnv(extra),
  })
  expect(result.code).toBe(1)
  expect(result.stdout).toMatch(/^FAIL go .*go1\.23\.4 .*toolchain not available$/m)
})

test('GOFLAGS=-mod=mod where a workspace forbids it: go’s own words', async () => {
  const cwd = goModule('member', source)
  writeFileSync(join(dirname(cwd), 'go.work'), `go 1.21\n\nuse ./${basename(cwd)}\n`)
  const env = testEnv({ GOFLAGS: '-mod=mod' })
  const result = await gorv(['run', '-r', 'json', '-o', '-', '.'], { cwd, env })
  const plain = await run('go', ['build', '-o', '/dev/null', '.'], { cwd, env })
  expect(plain.code).toBe(1)
  expect(result).toMatchObject({ code: 1, stdout: '', stderr: plain.stderr })
})

test('GOFLAGS with a flag that no go has, or with none', async () => {
  for (const flag of ['-nosuchflag=1', 'potato']) {
    const result = await refused({ env: testEnv({ GOFLAGS: flag }) })
    expectOneLine(result, 125, /^gorv: this Go refuses GOFLAGS: go: parsing .* — take that flag/)
    expect(result.stderr).toContain(flag.split('=')[0])
  }
})

test.each([
  ['run', ['run', '-r', 'json', '-o', '-', '--offline', '.'], {}],
  ['go', ['go', 'build', '-o', '/dev/null', '.'], { GORV_OFFLINE: '1' }],
])('offline, a module that is not there is go’s to refuse: gorv %s', async (_, args, extra) => {
  const cwd = goModule('needs', source.replace('func', 'import _ "rsc.io/quote"\n\nfunc'))
  const goMod = 'module example.com/x\n\ngo 1.16\n\nrequire rsc.io/quote v1.5.2\n'
  writeFileSync(join(cwd, 'go.mod'), goMod)
  const env = testEnv({ GOMODCACHE: tempDir('mod'), GOFLAGS: '-mod=mod', ...extra })
  const result = await gorv(args, { cwd, env })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toContain('module lookup disabled by GOPROXY=off')
})

test('no go on PATH and none to be had', async () => {
  const bin = tempDir('goless')
  symlinkSync(process.execPath, join(bin, 'node'))
  const env = testEnv({ PATH: bin, GOMODCACHE: tempDir('mod'), HOME: tempDir('home') })
  expectOneLine(
    await refused({ goMod: 'go 1.22\n', env: { ...env, GORV_OFFLINE: '1' } }),
    125,
    /^gorv: no go command on PATH, and gorv could not get one: .* — install Go 1\.16 or newer/,
  )
})
