import { describe, expect, it } from 'vitest'
import { look, tellMissing } from './conditions.ts'
import { Declarations } from './declarations.ts'

const main = `package runtime

import (
	"internal/abi"
	_ "unsafe" // go:linkname
)

const (
	// _Gidle means this goroutine was just allocated
	_Gidle = iota // 0

	_Grunnable // 1
	_Gdead_unused
	_Gscan = 0x1000
)

type p struct {
	id          int32
	// ghost    uint32
	runqhead, runqtail uint32
	runq     [256]guintptr
	timers   timers /* was []*timer */
	mspancache struct {
		len int
		buf [128]*mspan
	}
	next struct{ g guintptr; since int64 }
	tag string \`json:"ghost"\`
}

var (
	allm, allq *m
	argv **byte // of main
	sched struct {
		goidgen atomic.Uint64
	}
)

var buildVersion = sys.TheVersion

func runqget(pp *p) (gp *g, inheritTime bool) { return }

const text = "func fake("
`

const time = `package runtime

type timers struct {
	mu  mutex
	len atomic.Uint32
}

func (w waitReason) String() string {
	return ""
}

func newm(fn func(a, b int), pp *p, id int64)

//go:nosplit
func atomicAllG() (**g, uintptr) {
	return nil, 0
}

func newproc1(fn *funcval, callergp *g, callerpc uintptr, parked bool) *g {
	return nil
}

func stdcall(fn stdFunction, args ...uintptr) uintptr {
`

const files: Record<string, string> = { 'runtime2.go': main, 'time.go': time }
const found = new Declarations({ names: Object.keys(files), read: (name) => files[name] ?? '' })

describe('Declarations', () => {
  it.each([
    ['p.runqtail: uint32', true],
    ['p.runq: [256]guintptr', true],
    ['p.timers.len: atomic.Uint32', true],
    ['p.timers.len: uint32', false],
    ['p.mspancache.buf: [128]*mspan', true],
    ['p.next.since: int64', true],
    ['p.ghost', false],
    ['p.len', false],
    ['q.id', false],
    ['var allm: *m', true],
    ['var allq', true],
    ['var argv: **byte', true],
    ['var buildVersion', true],
    ['var text', false],
    ['const _Grunnable', true],
    ['const _Gscan', true],
    ['const id', false],
    ['func runqget(*p) (*g, bool)', true],
    ['func newm(func(a, b int), *p, int64)', true],
    ['func newm(func(), *p)', false],
    ['func newm', true],
    ['func atomicAllG() (**g, uintptr)', true],
    ['func newproc1(*funcval, *g, uintptr, bool) *g', true],
    ['func stdcall(stdFunction, ...uintptr) uintptr', true],
    ['func waitReason.String() string', true],
    ['func fake', false],
    ['import sys.Prefetch', false],
    ['always', true],
  ])('%s: %s', (condition, holds) => expect(look(condition, found).holds).toBe(holds))

  it('finds imports and the names of statuses', () => {
    expect(found.imports('runtime2.go')).toEqual(['internal/abi', 'unsafe'])
    expect(found.statuses('G')).toEqual(['Gidle', 'Grunnable', 'Gdead_unused'])
    expect(found.statuses('P')).toEqual([])
  })

  it.each([
    ['p.runnext: guintptr', 'runtime2.go:17 declares no p.runnext: guintptr'],
    ['p.id: int64', 'runtime2.go:18 declares p.id as "int32", and gorv knows p.id: int64'],
    [
      'func newm(func(), *p, int64)',
      'time.go:12 declares newm as "func newm(func(a, b int), *p, int64)", and gorv knows func newm(func(), *p, int64)',
    ],
    ['func gone()', 'no file declares func gone()'],
  ])('says where %s is not as it should', (condition, words) =>
    expect(tellMissing(condition, look(condition, found), found)).toBe(words),
  )
})
