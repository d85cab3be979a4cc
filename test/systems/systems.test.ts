import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gorv, run, tempDir, testEnv, type Finished, type RunOptions } from '../support/gorv.ts'
import { gorootOf } from '../support/mutated.ts'
import { ordered } from '../support/ordered.ts'
import { programs } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

// Programs for other machines and systems, run for real: each time with the
// plain runtime and under gorv, by the same emulator.

interface System {
  goos: string
  goarch: string
  runner: string[]
  /** Where the installed Go will not do. */
  release?: string
  /** Snapshots are all there is. */
  inexact?: true
}

const systems: System[] = [
  { goos: 'linux', goarch: '386', runner: [] },
  { goos: 'linux', goarch: 'arm64', runner: ['qemu-aarch64'] },
  { goos: 'linux', goarch: 's390x', runner: ['qemu-s390x'] }, // big-endian
  { goos: 'linux', goarch: 'ppc64le', runner: ['qemu-ppc64le'] },
  { goos: 'linux', goarch: 'riscv64', runner: ['qemu-riscv64'] },
  { goos: 'windows', goarch: 'amd64', runner: ['wine'], release: '1.20.14', inexact: true }, // all that wine 8 runs
]

const cwd = join(programs, 'systems')
/** One Wine for all of them: it is slow to set itself up. Not below test/: it has links to all of the disk. */
const wine = { WINEDEBUG: '-all', WINEPREFIX: mkdtempSync(join(tmpdir(), 'gorv-wine-')) }
afterAll(() => rmSync(wine.WINEPREFIX, { recursive: true, force: true }))

describe.each(systems)('$goos/$goarch', ({ goos, goarch, runner, release, inexact }) => {
  const port = { GOOS: goos, GOARCH: goarch, CGO_ENABLED: '0' }
  const env = testEnv({ ...port, ...wine, GOFLAGS: '' })
  const plainProgram = join(tempDir('plain'), goos === 'windows' ? 'systems.exe' : 'systems')
  let goFlags: string[] = []

  beforeAll(async () => {
    let go = 'go'
    let goroot = {}
    if (release !== undefined) {
      const path = await gorootOf(release)
      goFlags = ['--go', path]
      go = join(path, 'bin', 'go')
      goroot = { GOROOT: path }
    }
    const built = await run(go, ['build', '-o', plainProgram, '.'], {
      cwd,
      env: { ...env, GOTOOLCHAIN: 'local', ...goroot },
    })
    if (built.code !== 0) throw new Error(built.stderr)
    // Wine's own words about its first start are no program's output.
    if (goos === 'windows') await run('wine', [plainProgram], { cwd, env })
  })

  const plain = (args: string[], options: Partial<RunOptions> = {}) => {
    const [command = '', ...rest] = [...runner, plainProgram, ...args]
    return run(command, rest, { cwd, env, ...options })
  }

  const sample = ['--sample', '16ms']
  const usual = inexact ? sample : []

  const under = async (args: string[], options: Partial<RunOptions> = {}, mode = usual) => {
    const out = join(tempDir('systems'), 'out.ndjson')
    const exec = runner.length > 0 ? ['--exec', runner.join(' ')] : []
    const flags = [...goFlags, ...mode, ...exec, '-r', 'json', '-o', out, '--quiet']
    const ran = await gorv(['run', ...flags, '.', '--', ...args], { cwd, env, ...options })
    return { ...ran, stream: parseStream(readFileSync(out, 'utf8')) }
  }

  const said = ({ code, stdout, stderr }: Finished) => ({
    code,
    stdout,
    stderr: stderr.replace(/0x[0-9a-f]+|\+0x\w+|goroutine \d+/g, '…'),
  })

  it.each([['environment'], ['panic'], ['deadlock']])('%s is the same', async (word) => {
    const [theirs, ours] = [await plain([word]), await under([word])]
    expect(said(ours)).toEqual(said(theirs))
    expect(theirs.stdout + theirs.stderr).not.toBe('')
    expect(ours.stream.snapshots.length).toBeGreaterThan(0)
  })

  it('passes input, arguments and exit code', async () => {
    const args = ['echo', 'a b', '"c"', '*']
    const input = 'one\ntwo\n'
    const [theirs, ours] = [await plain(args, { input }), await under(args, { input })]
    expect(said(ours)).toEqual(said(theirs))
    expect(ours.code).toBe(7)
  })

  it('sees goroutines at work', async () => {
    const ran = await under(['busy'], {}, sample)
    const { hello, snapshots, end } = ran.stream
    expect(ran.code, ran.stderr).toBe(0)
    expect(hello).toMatchObject({ goos, goarch })
    expect(end).toMatchObject({ exitcode: 0, lost: 0, truncated: false, notes: [] })
    const last = snapshots.at(-1)
    expect(end.t).toBeGreaterThanOrEqual(last?.t ?? Infinity)
    expect(end.t).toBeLessThan((last?.t ?? 0) + 30e9)
    expect(snapshots.some((one) => one.allg.length > 200)).toBe(true)
    const sleeping = snapshots.flatMap((one) => one.allg.filter((g) => g.waitreason === 'sleep'))
    expect(sleeping.length).toBeGreaterThan(0)
    expect(last?.allm.some((m) => m.startfn === 'runtime.sysmon')).toBe(true)
    expect(last?.allm.filter((m) => m.sampler)).toHaveLength(1)
  })

  it('records every event, or says that it cannot', async () => {
    const ran = await ordered(
      () => under(['busy'], {}, []),
      ({ stream }) => stream.end.unordered,
    )
    const { hello, snapshots, end } = ran.stream
    expect(ran.code).toBe(0)
    expect(snapshots.some((one) => one.allg.length > 200)).toBe(true)
    if (inexact) {
      expect(hello.mode).toBe('sample')
      expect(ran.stderr).toBe(
        `gorv: programs for ${goos} cannot be recorded exactly yet; sampling each 16ms instead\n`,
      )
      return
    }
    expect(hello.mode).toBe('exact')
    expect(end).toMatchObject({ lost: 0, unordered: 0, truncated: false })
    // Each of 200 goroutines is made, runs, sleeps 50 times and is ready again.
    expect(end.events).toBeGreaterThan(200 * 50 * 3)
  })
})
