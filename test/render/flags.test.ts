import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'
import { goModule } from '../support/go.ts'
import { programs } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

const steady = join(programs, 'steady')

/** Runs steady with flags, the stream on stdout and the program's words on stderr. */
async function stream(flags: string[], args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const result = await gorv(['run', '-r', 'json', '-o', '-', ...flags, '.', '--', ...args], {
    cwd: steady,
    env: testEnv(env),
  })
  return { ...result, ...parseStream(result.stdout) }
}

test('--duration interrupts the program as Ctrl-C would, and its exit code counts', async () => {
  const begun = Date.now()
  const { code, stderr, end } = await stream(['--duration', '1s'], ['-d', '1h', '-code', '6'])
  expect(Date.now() - begun).toBeLessThan(10_000)
  expect(code).toBe(6)
  expect(stderr).toContain('interrupted\n')
  expect(end.exitcode).toBe(6)
  expect(end.t).toBeGreaterThan(900e6)
  expect(end.t).toBeLessThan(3000e6)
})

test('--duration: a program that does not handle the interrupt ends by it', async () => {
  const cwd = goModule(
    'deaf',
    'package main\n\nimport "time"\n\nfunc main() { time.Sleep(time.Hour) }\n',
  )
  const result = await gorv(['run', '--duration', '300ms', '-r', 'json', '-o', '-', '.'], { cwd })
  expect(result.code).toBe(130)
  expect(parseStream(result.stdout).end).toMatchObject({ exitcode: null, signal: 'SIGINT' })
})

test('--sample says how often', async () => {
  const fine = await stream(['--sample', '5ms'], ['-d', '1s'])
  expect(fine.hello.interval).toBe(5_000_000)
  const coarse = await stream(['--sample', '100ms'], ['-d', '1s'])
  expect(coarse.hello.interval).toBe(100_000_000)
  // A machine that is busy takes fewer, never more.
  expect(fine.snapshots.length + fine.end.skipped).toBeGreaterThan(80)
  expect(fine.snapshots.length).toBeLessThan(220)
  expect(coarse.snapshots.length).toBeGreaterThan(5)
  expect(coarse.snapshots.length).toBeLessThan(15)
})

test('--go-flag reaches the build: -race and -tags', async () => {
  const race = `package main

import "fmt"

func main() {
	n := 0
	done := make(chan bool)
	go func() { n++; done <- true }()
	n++
	<-done
	fmt.Println(tag)
}
`
  const cwd = goModule('raced', race)
  writeFileSync(join(cwd, 'a.go'), '//go:build blue\n\npackage main\n\nconst tag = "blue"\n')
  writeFileSync(join(cwd, 'b.go'), '//go:build !blue\n\npackage main\n\nconst tag = "plain"\n')
  const args = [
    '--go-flag',
    '-race',
    '--go-flag',
    '-tags=blue',
    '-r',
    'json',
    '-o',
    'x.ndjson',
    '.',
  ]
  const result = await gorv(['run', ...args], { cwd })
  expect(result.stderr).toContain('WARNING: DATA RACE')
  expect(result).toMatchObject({ code: 66, stdout: 'blue\n' })
})

test('--exec runs the program by another one, which gets it and its arguments', async () => {
  const plain = await stream(['--exec', 'env COLOUR=green'], ['-env', 'COLOUR', 'a'])
  expect(plain.code).toBe(0)
  expect(plain.stderr).toContain('begun a\n')
  expect(plain.stderr).toContain('COLOUR=green\n')
  expect(plain.snapshots.length).toBeGreaterThan(3)

  const wrapper = join(tempDir('exec'), 'wrapper')
  writeFileSync(
    wrapper,
    '#!/bin/sh\necho "wrapped: $1" >&2\nshift\n"$@"\ncode=$?\nexit $((code + 1))\n',
  )
  chmodSync(wrapper, 0o755)
  const wrapped = await stream(['--exec', `${wrapper} first`], ['-code', '7'])
  expect(wrapped.code).toBe(8)
  expect(wrapped.stderr).toContain('wrapped: first\n')
  expect(wrapped.snapshots.length).toBeGreaterThan(3)
})

test('--exec that does not pass on what gorv gave it: the program runs, and gorv says why it saw nothing', async () => {
  const out = join(tempDir('bare'), 'x.ndjson')
  const args = ['run', '--exec', 'env -i', '-r', 'json', '-o', out, '.', '--', '-code', '2']
  const result = await gorv(args, { cwd: steady })
  expect(result).toMatchObject({ code: 2, stdout: 'begun \ndone\n' })
  expect(result.stderr).toContain(
    'gorv: the program ran un-instrumented: the --exec command did not pass on gorv’s descriptor and variable\n',
  )
})

test('--exec with a program that is not there', async () => {
  const args = ['run', '--exec', 'no-such-wrapper', '-r', 'json', '-o', '-', '.']
  const result = await gorv(args, { cwd: steady })
  expect(result.code).toBe(125)
  expect(result.stderr).toMatch(/^gorv: cannot start no-such-wrapper: .*ENOENT.*\n$/)
})

test('-C works in another folder, for the build, the result and the program', async () => {
  const source = `package main

import (
	"fmt"
	"os"
)

func main() {
	dir, _ := os.Getwd()
	fmt.Println(dir, os.Getenv("PWD"))
}
`
  const dir = goModule('elsewhere', source)
  const result = await gorv(['run', '-C', dir, '-r', 'json', '-o', 'x.ndjson', '.'], {
    cwd: tempDir('here'),
  })
  expect(result).toMatchObject({ code: 0, stdout: `${dir} ${dir}\n` })
  parseStream(readFileSync(join(dir, 'x.ndjson'), 'utf8'))
})

test("the program's stdin and arguments are its own, flags and a second -- as well", async () => {
  const source = `package main

import (
	"fmt"
	"io/ioutil"
	"os"
)

func main() {
	in, _ := ioutil.ReadAll(os.Stdin)
	fmt.Printf("%q %s\\n", os.Args[1:], in)
}
`
  const cwd = goModule('words', source)
  const words = ['-r', 'html', '--json', '', 'a b', '--', '*', 'ä']
  const result = await gorv(['run', '-r', 'json', '-o', 'x.ndjson', '.', '--', ...words], {
    cwd,
    input: 'read me',
  })
  expect(result.code).toBe(0)
  expect(result.stdout).toBe('["-r" "html" "--json" "" "a b" "--" "*" "ä"] read me\n')
})
