import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { nameIn } from './conditions.ts'
import { exactFacts, exactNeeds, facts, needs } from './facts.ts'

const templates = fileURLToPath(new URL('../../../../go-templates/runtime/', import.meta.url))
const stubs = readFileSync(`${templates}editor_stubs.go`, 'utf8')

const named = new Set([
  ...[...needs, ...exactNeeds].flatMap((one) => one.declared.map(nameIn)),
  ...[...facts, ...exactFacts].flatMap((fact) =>
    fact.variants.flatMap((variant) => variant.when.map(nameIn)),
  ),
])

/**
 * What the runtime of every system has in every Go so far, with other words
 * each: where it is gone, go says so of a line of gorv's own.
 */
const everywhere = new Set(
  (
    'add closefd getg lock memmove mmap munmap nanotime noescape noteclear notetsleep open osyield ' +
    'read time_now unlock ' +
    'gorv_casGFromPreempted gorv_netpoll gorv_schedinit ' + // renamed by gorv
    'argc argv islibrary isarchive GOOS GOARCH _PROT_READ _PROT_WRITE _MAP_ANON _MAP_PRIVATE'
  ).split(' '),
)

it('names every function that the templates use of the runtime', () => {
  const functions = [...stubs.matchAll(/^func (\w+)\(/gm)].map((match) => match[1] ?? '')
  expect(functions.length).toBeGreaterThan(20)
  expect(functions.filter((name) => !named.has(name) && !everywhere.has(name))).toEqual([])
})

it('names every variable that the templates use of the runtime', () => {
  const block = /^var \(\n(\tallm[\s\S]*?)^\)/m.exec(stubs)?.[1] ?? ''
  const variables = [...block.matchAll(/^\t(\w+)/gm)].map((match) => match[1] ?? '')
  expect(variables.length).toBeGreaterThan(8)
  expect(variables.filter((name) => !named.has(name) && !everywhere.has(name))).toEqual([])
})

it('names every field that the templates use of g, m, p and sched', () => {
  const used = new Set<string>()
  const struct: Record<string, string> = { gp: 'g', mp: 'm', pp: 'p', sched: 'schedt' }
  for (const file of readdirSync(templates)) {
    if (!file.endsWith('.go') || file.startsWith('fact_') || file === 'editor_stubs.go') continue
    const text = readFileSync(templates + file, 'utf8').replace(/\/\/.*$/gm, '')
    for (const match of text.matchAll(/\b(gp|mp|pp|sched)\.(\w+)/g)) {
      used.add(`${struct[match[1] ?? '']}.${match[2]}`)
    }
  }
  expect(used.size).toBeGreaterThan(20)
  // What gorv adds itself is nobody's to declare.
  const theirs = [...used].filter((name) => !name.endsWith('.gorv'))
  expect(theirs.filter((name) => !named.has(name))).toEqual([])
})

it('has a fragment for every variant, and no other', () => {
  const files = readdirSync(templates).filter((name) => name.startsWith('fact_'))
  const wanted = [...facts, ...exactFacts].flatMap((fact) =>
    fact.variants.map((variant) => variant.fragment),
  )
  expect(wanted.toSorted()).toEqual(files.toSorted())
})
