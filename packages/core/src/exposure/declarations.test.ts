import { describe, expect, it } from 'vitest'
import { Declarations } from './declarations.ts'

const source = `package runtime

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
	}
	tag string \`json:"ghost"\`
}

var (
	sched struct {
		goidgen atomic.Uint64
	}
)

func runqget(pp *p) (gp *g, inheritTime bool) { return }

const text = "func fake("
`

describe('Declarations', () => {
  const found = new Declarations()
  found.add(source, true)

  it('finds fields with their types, and none inside comments', () => {
    expect(found.field('p', 'runqtail')).toBe('uint32')
    expect(found.field('p', 'runq')).toBe('[256]guintptr')
    expect(found.field('p', 'timers')).toBe('timers')
    expect(found.field('p', 'ghost')).toBeUndefined()
    expect(found.field('p', 'len')).toBeUndefined()
    expect(found.field('sched', 'goidgen')).toBe('atomic.Uint64')
  })

  it('finds functions, imports and statuses', () => {
    expect(found.hasFunction('runqget')).toBe(true)
    expect(found.hasFunction('fake')).toBe(false)
    expect([...found.imports]).toEqual(['internal/abi', 'unsafe'])
    expect(found.statuses.G).toEqual(['Gidle', 'Grunnable', 'Gdead_unused'])
    expect(found.statuses.P).toEqual([])
  })
})
