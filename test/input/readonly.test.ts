import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { gorvBin } from '../support/paths.ts'
import { expectOneLine } from '../support/said.ts'
import { parseStream } from '../support/stream.ts'

const source = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("it ran") }\n'

/**
 * Runs gorv in a mount namespace of its own, where a script may first make
 * folders read-only or small. In them root has no way around it either.
 */
function mounted(cwd: string, mounts: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const script = `set -e; ${mounts}; cd "$1"; shift; exec node "$0" "$@"`
  return run(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', script, gorvBin, cwd, ...args],
    {
      cwd,
      env: testEnv(env),
    },
  )
}

const readOnly = (dir: string) =>
  `mount --bind "${dir}" "${dir}"; mount -o remount,ro,bind "${dir}"`

test('a read-only module: the result goes elsewhere, and is refused beside the program', async () => {
  const cwd = goModule('fixed', source)
  const refused = await mounted(cwd, readOnly(cwd), ['run', '-r', 'json', '.'])
  expectOneLine(
    refused,
    125,
    /^gorv: cannot write .*\/fixed\/fixed\.gorv\.ndjson: EROFS.* — choose another place with -o\n/,
  )
  expect(refused.stdout).toBe('')
  const good = await mounted(cwd, readOnly(cwd), ['run', '-r', 'json', '-o', '-', '.'])
  expect(good).toMatchObject({ code: 0, stderr: 'it ran\n' })
  expect(parseStream(good.stdout).end.exitcode).toBe(0)
  const go = await mounted(cwd, readOnly(cwd), ['go', 'run', '.'])
  expect(go).toMatchObject({ code: 0, stdout: 'it ran\n' })
  expect(readdirSync(cwd).sort()).toEqual(['go.mod', 'main.go'])
})

test('a read-only module: init says which file, and --dir helps', async () => {
  const cwd = goModule('fixed', source)
  const refused = await mounted(cwd, readOnly(cwd), ['init'])
  expectOneLine(
    refused,
    125,
    /^gorv: cannot write .*\/\.gorv\/gorv\.json: EROFS.* — choose another folder with --dir\n/,
  )
  const dir = tempDir('overlay')
  const good = await mounted(cwd, readOnly(cwd), ['init', '--dir', join(dir, 'x')])
  expect(good).toMatchObject({ code: 0, stderr: '' })
  const plain = await run('go', ['run', '-overlay', join(dir, 'x/overlay.json'), '.'], { cwd })
  expect(plain).toMatchObject({ code: 0, stdout: 'it ran\n' })
})

test('a read-only GOROOT is all gorv needs', async () => {
  const cwd = goModule('goroot', source)
  const goroot = (await run('go', ['env', 'GOROOT'], { cwd })).stdout.trim()
  const script = `${readOnly(goroot)}; ! touch "${goroot}/src/runtime/x" 2>/dev/null`
  const result = await mounted(cwd, script, ['run', '-r', 'json', '-o', '-', '.'])
  expect(result).toMatchObject({ code: 0, stderr: 'it ran\n' })
  expect(parseStream(result.stdout).snapshots.length).toBeGreaterThan(0)
})

test("gorv's own cache cannot be written: which file, and how to name another", async () => {
  const cwd = goModule('cache', source)
  const cache = join(tempDir('cache'), 'below')
  mkdirSync(cache)
  const result = await mounted(cwd, readOnly(cache), ['run', '-r', 'json', '-o', '-', '.'], {
    GORV_CACHE: join(cache, 'gorv'),
  })
  expectOneLine(
    result,
    125,
    /^gorv: cannot write .*\/below\/gorv\/.*: EROFS.* — GORV_CACHE can name another folder\n/,
  )
})

const wordy = `package main

import (
	"fmt"
	"time"
)

func main() {
	for i := 0; i < 3000; i++ {
		go func() { time.Sleep(time.Hour) }()
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Println("it ran")
}
`

test('a disk that fills up under the result', async () => {
  const cwd = goModule('small', wordy)
  mkdirSync(join(cwd, 'disk'))
  const mounts = 'mount -t tmpfs -o size=64k tmpfs disk'
  const result = await mounted(cwd, mounts, ['run', '-r', 'json', '-o', 'disk/x.ndjson', '.'])
  expect(result.stdout).toBe('it ran\n')
  expectOneLine(result, 125, /^gorv: cannot write .*\/disk\/x\.ndjson: ENOSPC/)
})

test('a disk that fills up under the recording: the program works to its end, and what was written can be read', async () => {
  const cwd = goModule('small', wordy)
  mkdirSync(join(cwd, 'disk'))
  const mounts = 'mount -t tmpfs -o size=16k tmpfs disk'
  const script = `${mounts}; node "$0" run -r json -o x.ndjson --record disk/x.gorv . || code=$?; cp disk/x.gorv kept.gorv; exit $code`
  const result = await run(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', script, gorvBin],
    { cwd },
  )
  expect(result).toMatchObject({ code: 125, stdout: 'it ran\n' })
  expect(result.stderr).toMatch(/^gorv: cannot write .*\/disk\/x\.gorv: ENOSPC.*\n/m)
  const { end } = parseStream(readFileSync(join(cwd, 'x.ndjson'), 'utf8'))
  expect(end.truncated).toBe(true)
  expect(end.notes.join()).toContain('the recording was cut: ENOSPC')
  const later = await run('node', [gorvBin, 'render', 'kept.gorv', '-r', 'json', '-o', '-'], {
    cwd,
  })
  expect(parseStream(later.stdout).end.truncated).toBe(true)
})

test('folders without the right to write, or to enter', async () => {
  const cwd = goModule('guest', source)
  const above = dirname(cwd)
  writeFileSync(join(cwd, 'old.ndjson'), '')
  chmodSync(join(cwd, 'old.ndjson'), 0o444)
  chmodSync(cwd, 0o555)
  // Root without its capabilities is a user like others.
  const root = process.getuid?.() === 0
  const [command = '', ...before] = [
    ...(root ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []),
    process.execPath,
    gorvBin,
  ]
  const as = (args: string[]) => run(command, [...before, ...args], { cwd })
  for (const place of ['new.ndjson', 'old.ndjson']) {
    const refused = await as(['run', '-r', 'json', '-o', place, '.'])
    const line = new RegExp(`^gorv: cannot write .*/${place}: EACCES: permission denied`)
    expectOneLine(refused, 125, line)
  }
  expectOneLine(await as(['init']), 125, /^gorv: cannot write .*\/\.gorv\/gorv\.json: EACCES/)
  const good = await as(['run', '-r', 'json', '-o', '-', '.'])
  expect(good).toMatchObject({ code: 0, stderr: 'it ran\n' })
  if (root) {
    // go cannot be started where gorv may not be, and gorv does not wait for it.
    chmodSync(above, 0o000)
    expectOneLine(await as(['init']), 125, /^gorv: go env failed: spawn .* EACCES/)
    chmodSync(above, 0o700)
  }
  chmodSync(cwd, 0o755)
})
