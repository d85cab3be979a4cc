import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { goModule } from './go.ts'
import { gorv, run, tempDir, type Finished } from './gorv.ts'
import { parseStream, type Stream } from './stream.ts'

/** Says which Go it was built with; go builds it with gorv's runtime alone. */
const source = `package main

import (
	"runtime"
	"time"
)

func wait(c chan int) { <-c }

func main() {
	for i := 0; i < 3; i++ {
		go wait(make(chan int))
	}
	time.Sleep(100 * time.Millisecond)
	println("built with", runtime.Version(), len(runtime.RuntimeExposure().AllP) > 0)
}
`

const test = `package main

import (
	"runtime"
	"testing"
)

func TestExposure(t *testing.T) {
	t.Log("tested with", runtime.Version(), len(runtime.RuntimeExposure().AllP) > 0)
}
`

/** A module with that program and a test; `goMod` are its lines after the first. */
export function exposedModule(name: string, goMod = 'go 1.16\n', dir?: string): string {
  const cwd = goModule(name, source, dir)
  writeFileSync(join(cwd, 'go.mod'), `module example.com/${name}\n\n${goMod}`)
  writeFileSync(join(cwd, 'main_test.go'), test)
  return cwd
}

interface Where {
  env?: NodeJS.ProcessEnv
  /** Of gorv run. */
  flags?: string[]
  what?: string[]
}

/** Runs a program under gorv; it must be instrumented, and built with this Go. Gives gorv's words too. */
export async function expectWatched(
  cwd: string,
  version: string,
  { env, flags = [], what = ['.'] }: Where = {},
): Promise<Finished & { stream: Stream }> {
  const out = join(tempDir('watched'), 'out.ndjson')
  const args = ['run', '-r', 'json', '-o', out, '--sample', '5ms', ...flags, ...what]
  const ran = await gorv(args, { cwd, ...(env && { env }) })
  expect(ran.code, ran.stderr).toBe(0)
  expect(ran.stderr).toContain(`built with go${version} true\n`)
  const stream = parseStream(readFileSync(out, 'utf8'))
  expect(stream.hello.goversion).toBe(`go${version}`)
  const last = stream.snapshots.at(-1)
  expect(last?.allg.filter((g) => g.startfn === 'main.wait')).toHaveLength(3)
  return { ...ran, stream }
}

/** `gorv go run` and `gorv go test`, with the same Go. */
export async function expectGoCommands(
  cwd: string,
  version: string,
  env?: NodeJS.ProcessEnv,
): Promise<void> {
  const where = { cwd, ...(env && { env }) }
  const ran = await gorv(['go', 'run', '.'], where)
  expect(ran).toMatchObject({ code: 0, stderr: `built with go${version} true\n` })
  const tested = await gorv(['go', 'test', '-v', '-count=1', '.'], where)
  expect(tested.code, tested.stdout + tested.stderr).toBe(0)
  expect(tested.stdout).toContain(`tested with go${version} true\n`)
}

/** `gorv init`, and then the very command that it names. */
export async function expectInit(
  cwd: string,
  version: string,
  env?: NodeJS.ProcessEnv,
): Promise<Finished> {
  const where = { cwd, ...(env && { env }) }
  const made = await gorv(['init'], where)
  expect(made.code, made.stderr).toBe(0)
  const next = /^next: (.*)$/m.exec(made.stdout)?.[1] ?? ''
  expect(next).toBe('go run -overlay .gorv/overlay.json .')
  const ran = await run('sh', ['-c', next], where)
  expect(ran).toMatchObject({ code: 0, stderr: `built with go${version} true\n` })
  return made
}
