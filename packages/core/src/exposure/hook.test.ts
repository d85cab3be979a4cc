import { describe, expect, it } from 'vitest'
import { GorvError } from '../errors.ts'
import { Declarations } from './declarations.ts'
import { hookRuntime, placeHooks, type Hooked } from './hook.ts'
import { everywhere, hooks, type Hook, type HookVariant } from './hooks.ts'
import type { Sources } from './source-files.ts'

// What every runtime has: lines for the hooks of any place, structs for the fields.
const base = `package runtime

type m struct {
	id int64
}

type p struct {
	id int32
}

func stopped(gp *g) {
	casGToWaiting(gp, _Grunning, waitReasonStopped)
	work()
	casgstatus(gp, _Gwaiting, _Grunning) // and back
}
`

const linux = { goos: 'linux', goarch: 'amd64' }

function sourcesOf(files: Record<string, string>): Sources {
  const all: Record<string, string> = { 'base.go': base, ...files }
  return { names: Object.keys(all), read: (name) => all[name] ?? '' }
}

const hook = (...variants: HookVariant[]): Hook => ({
  name: 'hook',
  neededFor: 'what it tells',
  variants,
})

function placed(table: Hook[], files: Record<string, string>): Hooked {
  const sources = sourcesOf(files)
  return placeHooks(sources, new Declarations(sources), linux, table)
}

/** A file after hooking; and that no line of it has moved. */
function textOf(hooked: Hooked, name: string, original: string): string {
  const text = hooked.texts.get(name) ?? ''
  expect(text.split('\n')).toHaveLength(original.split('\n').length)
  return text
}

function refusal(table: Hook[], files: Record<string, string>): GorvError {
  const sources = sourcesOf(files)
  try {
    hookRuntime(sources, new Declarations(sources), linux, '/go/src/runtime', table)
  } catch (error) {
    if (error instanceof GorvError) return error
    throw error
  }
  throw new Error('it was hooked')
}

const queue = `package runtime

func put(pp *p, gp *g, next bool) {
	if next {
		return
	}
	if full { // rare
		slow(pp)
	}
}

func (t *timers) add(when int64) bool {
	return true
}
`

describe('an edit', () => {
  it('at the beginning of a function, with its parameters', () => {
    const hooked = placed([hook({ in: 'put', edits: [{ entry: 'gorvPut($1, $2, $3)' }] })], {
      'queue.go': queue,
    })
    expect(textOf(hooked, 'queue.go', queue)).toContain(
      'func put(pp *p, gp *g, next bool) { gorvPut(pp, gp, next)\n\tif next {\n',
    )
    expect(hooked).toMatchObject({ wraps: [], lacking: [] })
    expect(hooked.places[0]).toEqual(['hook', 'queue.go: func put'])
  })

  it('in a method, with its receiver', () => {
    const hooked = placed([hook({ in: 'timers.add', edits: [{ entry: 'gorvAdd($0, $1)' }] })], {
      'queue.go': queue,
    })
    expect(textOf(hooked, 'queue.go', queue)).toContain(
      'func (t *timers) add(when int64) bool { gorvAdd(t, when)\n',
    )
  })

  it('in front of a line, whatever comment follows it, with what the pattern matched', () => {
    const edits = [{ before: /^\t\tslow\((?<p>\w+)\)$/, call: 'gorvSlow($p, $2)' }]
    const hooked = placed([hook({ in: 'put', edits })], {
      'queue.go': queue.replace('slow(pp)', 'slow(pp) // takes long'),
    })
    expect(textOf(hooked, 'queue.go', queue)).toContain(
      '\n\t\tgorvSlow(pp, gp); slow(pp) // takes long\n',
    )
  })

  it('several in one function, and several hooks in one file', () => {
    const edits = [
      { before: /^\tif next \{$/, call: 'one()' },
      { before: /^\tif full \{$/, call: 'two()' },
    ]
    const hooked = placed(
      [hook({ in: 'put', edits }), hook({ in: 'timers.add', edits: [{ entry: 'three()' }] })],
      { 'queue.go': queue },
    )
    const text = textOf(hooked, 'queue.go', queue)
    expect(text).toContain('\n\tone(); if next {\n')
    expect(text).toContain('\n\ttwo(); if full { // rare\n')
    expect(text).toContain('bool { three()\n')
  })

  it('around a function, by a template', () => {
    const hooked = placed([hook({ in: 'put', edits: [{ wrap: 'wrap_put.go' }] })], {
      'queue.go': queue,
    })
    expect(textOf(hooked, 'queue.go', queue)).toContain('func gorv_put(pp *p, gp *g, next bool) {')
    expect(hooked.wraps).toEqual(['wrap_put.go'])
  })
})

describe('which variant', () => {
  const old = { in: 'oldPut', edits: [{ entry: 'old()' }] }
  const newer = { in: 'put', edits: [{ entry: 'newer()' }] }

  it('the first whose function is there', () => {
    const hooked = placed([hook(old, newer)], { 'queue.go': queue })
    expect(hooked.texts.get('queue.go')).toContain('newer()')
    expect(hooked.lacking).toEqual([])
  })

  it('the first whose conditions hold', () => {
    const when = (signature: string, call: string) => ({
      in: 'put',
      edits: [{ entry: call }],
      when: [`func put(${signature})`],
    })
    const hooked = placed([hook(when('*p, *g', 'old()'), when('*p, *g, bool', 'newer()'))], {
      'queue.go': queue,
    })
    expect(hooked.texts.get('queue.go')).toContain('newer()')
  })

  it('none where a function is rightly absent', () => {
    const hooked = placed([hook({ in: 'drain', edits: [{ entry: 'x()' }] }, { absent: 'drain' })], {
      'queue.go': queue,
    })
    expect(hooked.texts.has('queue.go')).toBe(false)
    expect(hooked.lacking).toEqual([])
    expect(hooked.places[0]).toEqual(['hook', 'nowhere: there is no func drain'])
  })

  it('absent is no way out where the function is there in other words', () => {
    const table = [
      hook({ in: 'put', edits: [{ before: /^\tif soon \{$/, call: 'x()' }] }, { absent: 'put' }),
    ]
    expect(placed(table, { 'queue.go': queue }).lacking).toEqual([
      {
        hook: 'hook',
        neededFor: 'what it tells',
        optional: false,
        miss: String.raw`queue.go: func put has 0 lines like ^\tif soon \{$, and not one`,
      },
    ])
    // In assembly or in two files it is there too.
    const both: Record<string, string>[] = [
      { 'stubs.go': 'package runtime\n\nfunc put()\n' },
      { 'a.go': queue, 'b.go': queue },
    ]
    for (const files of both) {
      expect(placed([hook({ absent: 'put' })], files).lacking).toHaveLength(1)
    }
  })

  it('one that is applied in part leaves nothing behind', () => {
    const half = {
      in: 'put',
      edits: [
        { before: /^\tif next \{$/, call: 'half()' },
        { before: /^\tif soon \{$/, call: 'never()' },
      ],
    }
    const hooked = placed([hook(half, newer)], { 'queue.go': queue })
    expect(hooked.texts.get('queue.go')).toContain('newer()')
    expect(hooked.texts.get('queue.go')).not.toContain('half()')
  })
})

describe('where files are for other systems', () => {
  it('a function counts that is built for this one', () => {
    const other = queue.replace('package', '//go:build !linux\n\npackage')
    const table = [hook({ in: 'put', edits: [{ entry: 'x()' }] })]
    const hooked = placed(table, { 'a.go': other, 'b.go': queue })
    expect(hooked.places[0]).toEqual(['hook', 'b.go: func put'])
    expect(hooked.texts.has('a.go')).toBe(false)
  })
})

describe('what is hooked in every runtime', () => {
  it('each line that matches, with what it matched', () => {
    const { texts } = placed([], {})
    const text = texts.get('base.go') ?? ''
    expect(text).toContain(
      '\tgorvGWait(gp, uint32(waitReasonStopped)); casGToWaiting(gp, _Grunning, waitReasonStopped)\n',
    )
    expect(text).toMatch(/^\tgorvGBack\(gp\); casgstatus\(gp, _Gwaiting, _Grunning\)/m)
  })

  it('fields at the end of m and p', () => {
    const { texts } = placed([], {})
    expect(texts.get('base.go')).toContain('type m struct {\n\tid int64\n\tgorv uintptr }')
    expect(texts.get('base.go')).toContain('type p struct {\n\tid int32\n\tgorv uint32 }')
  })

  it('a runtime without such a line, or without an m, is refused', () => {
    const without = (part: RegExp, by: string) =>
      refusal([], { 'base.go': base.replace(part, by) }).message
    expect(without(/casGToWaiting/, 'otherwise')).toMatch(
      /no file has a line like .*, where gorv hooks casGToWaiting for goroutines that wait/,
    )
    expect(without(/type m /, 'type machine ')).toContain(
      'no type m struct, where gorv hooks m for the state of m',
    )
  })
})

describe('a refusal', () => {
  it('names hook, function and file, and what to do', () => {
    const edits = [{ before: /^\tif soon \{$/, call: 'x()' }]
    const error = refusal([hook({ in: 'put', edits })], { 'queue.go': queue })
    expect(error.code).toBe('HOOK_MISSING')
    expect(error.exitCode).toBe(125)
    expect(error.message).toBe(
      String.raw`/go/src/runtime cannot be recorded exactly: queue.go: func put has 0 lines like ^\tif soon \{$, and not one, where gorv hooks hook for what it tells`,
    )
    expect(error.hint).toContain('gorv run --sample 16ms works without')
  })

  it.each<[string, HookVariant, RegExp]>([
    ['no function', { in: 'gone', edits: [] }, /: no file has a func gone, where/],
    [
      'a line that is there twice',
      { in: 'put', edits: [{ before: /^\tif \w+ \{$/, call: 'x()' }] },
      /func put has 2 lines like/,
    ],
    [
      'a parameter less',
      { in: 'put', edits: [{ entry: 'x($4)' }] },
      /func put has no parameter 4, where/,
    ],
    [
      'a condition that does not hold',
      { in: 'put', edits: [], when: ['func put(*p, *g)'] },
      /queue\.go:3 declares put as "func put\(\*p, \*g, bool\)", and gorv knows func put\(\*p, \*g\)/,
    ],
  ])('%s', (_, variant, words) => {
    expect(refusal([hook(variant)], { 'queue.go': queue }).message).toMatch(words)
  })

  it('tells of the function that is there rather than of one that is not', () => {
    const near = { in: 'put', edits: [{ before: /^never$/, call: 'x()' }] }
    const { message } = refusal([hook({ in: 'gone', edits: [] }, near)], { 'queue.go': queue })
    expect(message).toContain('queue.go: func put has 0 lines')
  })

  it('is none where a hook is optional: it is told as lacking', () => {
    const optional: Hook = { ...hook({ in: 'gone', edits: [] }), optional: true }
    const sources = sourcesOf({})
    const hooked = hookRuntime(sources, new Declarations(sources), linux, '/go', [optional])
    expect(hooked.lacking).toMatchObject([{ hook: 'hook', optional: true }])
  })
})

describe('the table', () => {
  it('has a name once, says what for, and its last variant is no silent one', () => {
    const names = hooks.map((one) => one.name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, neededFor, variants } of hooks) {
      expect(neededFor, name).not.toBe('')
      // Nothing to do must be a function that is absent, and that of another variant.
      for (const variant of variants) {
        if ('edits' in variant) expect(variant.edits, name).not.toEqual([])
        else expect(variants.some((one) => 'in' in one && one.in === variant.absent)).toBe(true)
      }
    }
    for (const { line } of everywhere) expect(line.source).toMatch(/^\^\\t\+/)
  })
})
