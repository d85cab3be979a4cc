import { errors } from '../errors.ts'
import { look, nameIn, tellMissing, type Condition } from './conditions.ts'
import type { Declarations } from './declarations.ts'
import { facts, needs, type Capability, type Fact, type Need } from './facts.ts'

/** What the table of facts comes down to on this runtime. */
export interface Resolved {
  /** [fact, fragment] */
  chosen: [string, string][]
  /** Names of the templates that are spelled otherwise here. */
  spellings: Spelling[]
  /** What this runtime does not tell, beyond what the fragments say themselves. */
  lacking: Set<Capability>
  /** Declarations that are not there, whose part of the picture is unknown. */
  missing: string[]
}

export interface Spelling {
  from: Condition
  /** A name, or the expression that stands in. */
  to: string
}

/** Throws the error that names what this runtime does not declare, and what for. */
export function resolveFacts(
  declared: Declarations,
  goos: string,
  shown: string,
  table: { facts: Fact[]; needs: Need[]; exactNeeds?: Need[] } = { facts, needs },
): Resolved {
  const told = (condition: Condition) => tellMissing(condition, look(condition, declared), declared)
  const refuse = (condition: Condition, neededFor: string) =>
    errors.factMissing(shown, told(condition), neededFor)
  const resolved: Resolved = {
    chosen: [],
    spellings: [],
    lacking: new Set(),
    missing: [],
  }
  for (const one of table.needs) {
    if (!settle(one, declared, resolved)) throw refuse(one.declared[0], one.for)
  }
  for (const one of table.exactNeeds ?? []) {
    if (settle(one, declared, resolved)) continue
    throw errors.exactFactMissing(shown, told(one.declared[0]), one.for)
  }
  for (const fact of table.facts) {
    if (fact.goos !== undefined && fact.goos !== goos) continue
    const variant = variantOf(fact, declared)
    if (!variant) {
      const first = fact.variants[0]?.when.find((one) => !look(one, declared).holds) ?? ''
      throw refuse(first, fact.neededFor)
    }
    resolved.chosen.push([fact.name, variant.fragment])
    if (variant.lacks) resolved.missing.push(nameIn(fact.variants[0]?.when[0] ?? fact.name))
  }
  for (const [letter, least] of [
    ['G', 7],
    ['P', 5],
  ] as const) {
    if (declared.statuses(letter).length < least) {
      throw refuse(`const _${letter}idle`, `the names of ${letter} statuses`)
    }
  }
  return resolved
}

function variantOf(fact: Fact, declared: Declarations): Fact['variants'][0] | undefined {
  return fact.variants.find((variant) => variant.when.every((one) => look(one, declared).holds))
}

function settle(one: Need, declared: Declarations, resolved: Resolved): boolean {
  const [usual] = one.declared
  const spelled = one.declared.find((condition) => look(condition, declared).holds)
  if (spelled === usual) return true
  if (spelled !== undefined) {
    resolved.spellings.push({ from: usual, to: nameIn(spelled) })
    return true
  }
  if (!one.without) return false
  resolved.spellings.push({ from: usual, to: one.without.zero })
  resolved.lacking.add(one.without.capability)
  resolved.missing.push(nameIn(usual))
  return true
}
