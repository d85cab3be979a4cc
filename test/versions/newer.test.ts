import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { goModule } from '../support/go.ts'
import { expose } from '../../packages/core/dist/exposure/expose.js'
import { facts, needs, type Need } from '../../packages/core/dist/exposure/facts.js'
import { gorv, run, tempDir, testEnv } from '../support/gorv.ts'
import { gorootOf, mutatedGoroot, replace, type Runtime } from '../support/mutated.ts'
import { expectOneLine } from '../support/said.ts'
import { parseStream } from '../support/stream.ts'

// A Go that nobody has seen yet: a real one whose runtime was changed as the
// next one's may be.

let base = ''
beforeAll(async () => {
  base = await gorootOf('1.27.4')
})

const program = `package main

import "time"

func worker(c chan int) {
	for range c {
	}
}

func main() {
	go worker(make(chan int))
	time.Sleep(100 * time.Millisecond)
}
`

const exposure = `package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println(len(runtime.RuntimeExposure().AllG) > 1)
}
`

const watch = (goroot: string, out: string, flags: string[] = []) =>
  gorv(['run', ...flags, '--go', goroot, '-r', 'json', '-o', out, '.'], {
    cwd: goModule('newer', program),
    env: testEnv({ GOFLAGS: '' }),
  })

describe('facts that still resolve', () => {
  it('works where declarations moved to another file, and what is only renamed or restructured is null', async () => {
    const goroot = mutatedGoroot(base, (runtime) => {
      // proc.go is split
      const proc = runtime.get('proc.go') ?? ''
      const moved = /^func readgstatus\([\s\S]*?^\}\n/m.exec(proc)?.[0] ?? ''
      expect(moved).not.toBe('')
      runtime.set('proc.go', proc.replace(moved, ''))
      runtime.set('gstatus.go', `package runtime\n\n${moved}`)
      // a field renamed
      replace(runtime, /\b(ts|src|timers)\.len\.(Load|Store)/g, '$1.count.$2')
      replace(runtime, /^\tlen atomic\.Uint32$/m, '\tcount atomic.Uint32', 'time.go')
      replace(runtime, /\bschedtick\b/g, 'ticksOfSched')
      replace(runtime, /\bwaitreason\b/g, 'whyWaiting')
      replace(runtime, /\bgopc\b/g, 'createdAtPC')
      // a field moved into a struct
      replace(runtime, /^\tparentGoid +uint64/m, '\tids struct{ parentGoid uint64 }', 'runtime2.go')
      replace(runtime, /\.parentGoid\b/g, '.ids.parentGoid')
      // a signature changed
      replace(
        runtime,
        /^func startPCForTrace\(pc uintptr\)/m,
        'func startPCForTrace(pc uintptr, _ bool)',
      )
      replace(runtime, /\tstartPCForTrace\(pc\)/, '\tstartPCForTrace(pc, true)')
    })
    const out = join(tempDir('newer-out'), 'out.ndjson')
    const ran = await watch(goroot, out, ['--sample', '16ms'])
    expect(ran.code, ran.stderr).toBe(0)
    const { hello, snapshots, end } = parseStream(readFileSync(out, 'utf8'))
    expect(hello.capabilities).toEqual(['lockedg', 'incgo'])
    expect(end).toMatchObject({ lost: 0, truncated: false })
    const last = snapshots.at(-1)
    expect(last?.allp[0]).toMatchObject({ id: 0, timers: null, schedtick: null, syscalltick: null })
    const g = last?.allg.find((one) => /worker|main\.main\.gowrap/.test(one.startfn ?? ''))
    expect(g).toMatchObject({ status: 'Gwaiting', waitreason: null, parent: null, createdby: null })

    // What was renamed is renamed for the hooks as well.
    const exactly = await watch(goroot, join(tempDir('newer-out'), 'out.ndjson'))
    expect(exactly.code, exactly.stderr).toBe(0)
    expect(exactly.stderr).not.toContain('exact')

    const doctor = await gorv(['doctor', '--go', goroot, '--report', 'report.json'], {
      cwd: goModule('doctor', program),
      env: testEnv({ GOFLAGS: '' }),
    })
    expect(doctor.code, doctor.stdout).toBe(0)
    expect(doctor.stdout).toContain('ok   exact    each event of the scheduler can be recorded\n')
    expect(doctor.stdout).toContain('p.timers.len: this Go does not tell')
    expect(doctor.stdout).toContain('g.parentGoid: this Go does not tell')
    expect(doctor.stdout).not.toContain('verified')
    rmSync(goroot, { recursive: true })
  })
})

describe('a fact that does not', () => {
  const cases: [string, RegExp, (runtime: Runtime) => void][] = [
    [
      'a field renamed',
      /runtime2\.go cannot be patched: runtime2\.go:\d+ declares no p\.runnext: guintptr, which gorv needs for runnext — /,
      (runtime) => replace(runtime, /\brunnext\b/g, 'next'),
    ],
    [
      'a field moved into a struct',
      /runtime2\.go:\d+ declares no p\.runqhead: uint32, which gorv needs for run queues — /,
      (runtime) =>
        replace(
          runtime,
          /^\trunqhead uint32\n\trunqtail uint32$/m,
          '\trq struct {\n\t\trunqhead, runqtail uint32\n\t}',
        ),
    ],
    [
      'a type changed',
      /runtime2\.go:\d+ declares m\.id as "uint32", and gorv knows m\.id: int64, which gorv needs for M ids — /,
      (runtime) => replace(runtime, /^\tid( +)int64$/m, '\tid$1uint32', 'runtime2.go'),
    ],
    [
      'a signature changed',
      /proc\.go:\d+ declares newm as "func newm\(func\(\), \*p, int64, bool\)", and gorv knows func newm\(func\(\), \*p, int64\), which gorv needs for starting the sampler — /,
      (runtime) => replace(runtime, /^func newm\((.*?)\)( \{)$/m, 'func newm($1, quick bool)$2'),
    ],
    [
      'a function gone',
      /no file declares func isSystemGoroutine\(\*g, bool\) bool, which gorv needs for telling the runtime's own goroutines — /,
      (runtime) => replace(runtime, /\bisSystemGoroutine\b/g, 'ownGoroutine'),
    ],
  ]

  it.each(cases)('%s: one refusal that names it, before any build', async (_, line, mutate) => {
    const goroot = mutatedGoroot(base, mutate)
    const out = join(tempDir('newer-out'), 'out.ndjson')
    expectOneLine(await watch(goroot, out), 125, line)

    const cwd = goModule('report', program)
    const doctor = await gorv(['doctor', '--go', goroot, '--report', 'report.json'], {
      cwd,
      env: testEnv({ GOFLAGS: '' }),
    })
    expect(doctor.code).toBe(1)
    expect(doctor.stdout).toMatch(new RegExp(`FAIL runtime .*${line.source.split(' — ')[0]}`))
    const text = readFileSync(join(cwd, 'report.json'), 'utf8')
    const report = JSON.parse(text)
    expect(report.go.runtime.refused).toMatch(new RegExp(line.source.split(' — ')[0] ?? ''))
    const open = report.go.runtime.conditions.filter((c: { holds: boolean }) => !c.holds)
    expect(JSON.stringify(open)).toMatch(/"(found|fields)":|isSystemGoroutine/)
    // Names and types, neither code nor where somebody's Go lies.
    expect(text).not.toContain(goroot)
    expect(text).not.toMatch(/\breturn\b|:=/)
    rmSync(goroot, { recursive: true })
  })
})

describe('a hook that has no place', () => {
  const cases: [string, RegExp, (runtime: Runtime) => void][] = [
    [
      'a line gone',
      /proc\.go: func runqput has 0 lines like .*, where gorv hooks runqput for ready goroutines$/,
      (runtime) =>
        replace(runtime, /^(func runqput\([\s\S]*?)\tif next \{$/m, '$1\tif next == true {'),
    ],
    [
      'a line there twice',
      /proc\.go: func mput has 2 lines like|proc\.go: func mexit has 2 lines like/,
      (runtime) => replace(runtime, /^\tmdestroy\(\w+\)$/m, '\tif false {\n\t}\n$&\n$&'),
    ],
    [
      'a function gone',
      /no file has a func gopreempt_m, where gorv hooks gopreempt_m for preemption$/,
      (runtime) => replace(runtime, /\bgopreempt_m\b/g, 'goPreemptM'),
    ],
    [
      'a line gone in a function that older runtimes do without',
      /proc\.go: func mgetSpecific has 0 lines like .*, where gorv hooks mgetSpecific for idle Ms$/,
      (runtime) =>
        replace(
          runtime,
          /^(func mgetSpecific\([\s\S]*?)\tsched\.nmidle--$/m,
          '$1\tsched.nmidle -= 1',
        ),
    ],
    [
      'another signature of newproc1',
      /declares newproc1 as .*, where gorv hooks newproc1 for new goroutines$/,
      (runtime) => {
        replace(runtime, /^(func newproc1\(.*?)\) \*g \{$/m, '$1, _ int) *g {')
        replace(runtime, /( :?= newproc1\(.*)\)$/gm, '$1, 0)')
      },
    ],
    [
      'a declaration of exact capture gone',
      /runtime2\.go cannot be recorded exactly: .* declares no m\.waitlock: unsafe\.Pointer, which gorv needs for what a goroutine waits for$/,
      (runtime) => replace(runtime, /\bwaitlock\b/g, 'lockOfWait'),
    ],
  ]

  it.each(cases)('%s: it is named, and snapshots are taken instead', async (_, why, mutate) => {
    const goroot = mutatedGoroot(base, mutate)
    const out = join(tempDir('newer-out'), 'out.ndjson')
    const ran = await watch(goroot, out, ['--quiet'])
    expect(ran.code, ran.stderr).toBe(0)
    const [, told = ''] =
      /^gorv: (.*); sampling each 16ms instead\n$/.exec(ran.stderr) ?? ([] as string[])
    expect(told, ran.stderr).toMatch(why)
    expect(told).toContain(`${join(goroot, 'src/runtime')}`)
    const { hello, snapshots, end } = parseStream(readFileSync(out, 'utf8'))
    expect(hello).toMatchObject({ mode: 'sample', interval: 16_000_000 })
    expect(snapshots.length).toBeGreaterThan(2)
    expect(end).toMatchObject({ events: null, notes: [] })

    // What only exact events have is refused; who asks for snapshots hears nothing of it.
    const lossy = await watch(goroot, out, ['--lossy'])
    expectOneLine(lossy, 125, / cannot be recorded exactly: .* — gorv run --sample 16ms works /)
    expect(lossy.stderr).toContain(told)
    const sampled = await watch(goroot, out, ['--sample', '16ms', '--quiet'])
    expect(sampled).toMatchObject({ code: 0, stderr: '' })

    const cwd = goModule('hooks', program)
    const doctor = await gorv(['doctor', '--go', goroot, '--report', 'report.json'], {
      cwd,
      env: testEnv({ GOFLAGS: '' }),
    })
    expect(doctor.code, doctor.stdout).toBe(0)
    expect(doctor.stdout).toContain(`ok   exact    no, gorv run samples: ${told}\n`)
    const text = readFileSync(join(cwd, 'report.json'), 'utf8')
    expect(text).not.toContain(goroot)
    const { hooks, conditions } = JSON.parse(text).go.runtime
    expect(hooks.places).toContainEqual(['execute', 'proc.go: func execute'])
    const open = conditions.filter((c: { holds: boolean }) => !c.holds)
    const named = [...hooks.lacking.map((one: { miss: string }) => one.miss), ...open]
    expect(named.length).toBeGreaterThan(0)
    rmSync(goroot, { recursive: true })
  })
})

it("says so where gorv's own code does not compile with it", async () => {
  const goroot = mutatedGoroot(base, (runtime) => {
    replace(runtime, /\bnotetsleep\b/g, 'notesleepFor')
  })
  const ran = await watch(goroot, join(tempDir('newer-out'), 'out.ndjson'))
  expect(ran.code).toBe(125)
  expect(ran.stderr).toMatch(/runtime2\.go:\d+:\d+: undefined: notetsleep\n/)
  expect(ran.stderr).toMatch(
    /^gorv: what gorv appends to .* does not compile with this Go — .*--report/m,
  )
  rmSync(goroot, { recursive: true })
})

describe('support for it', () => {
  it('is one word in the table of facts', async () => {
    const goroot = mutatedGoroot(base, (runtime) => {
      replace(runtime, /\.runnext\b/g, '.next.g')
      replace(runtime, /^\trunnext guintptr$/m, '\tnext struct{ g guintptr }', 'runtime2.go')
      replace(runtime, /\batomicAllG\b/g, 'atomicGs')
    })
    const table = {
      facts,
      needs: needs.map((one): Need => {
        const [usual] = one.declared
        if (usual === 'p.runnext: guintptr') {
          return { ...one, declared: [usual, 'p.next.g: guintptr'] }
        }
        return usual.startsWith('func atomicAllG()')
          ? { ...one, declared: [usual, 'func atomicGs() (**g, uintptr)'] }
          : one
      }),
    }
    const { key, text } = expose({ goroot, goos: 'linux', goarch: 'amd64' }, table)
    const dir = tempDir('one-word')
    const backing = join(dir, 'runtime2.go')
    writeFileSync(backing, text)
    const overlay = join(dir, 'overlay.json')
    writeFileSync(overlay, JSON.stringify({ Replace: { [key]: backing } }))
    const cwd = goModule('one-word', exposure)
    const ran = await run(join(goroot, 'bin', 'go'), ['run', '-overlay', overlay, '.'], {
      cwd,
      env: testEnv({ GOROOT: goroot, GOTOOLCHAIN: 'local', GOFLAGS: '' }),
    })
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    expect(ran.stdout).toBe('true\n')
    rmSync(goroot, { recursive: true })
  })
})
