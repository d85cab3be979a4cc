import { errors } from '../errors.ts'
import type { Declarations } from './declarations.ts'
import { facts, holds, required } from './facts.ts'

/** The fragment that each fact comes down to on this runtime. */
export interface ResolvedFacts {
  fragments: string[]
  /** [fact, fragment] for `gorv doctor`. */
  chosen: [string, string][]
}

/** Throws the error that names what this runtime does not declare. */
export function resolveFacts(declared: Declarations, file: string, goos: string): ResolvedFacts {
  for (const [condition, neededFor] of required) {
    if (!holds(condition, declared)) throw errors.factMissing(condition, neededFor, file)
  }
  const here = facts.filter((fact) => fact.goos === undefined || fact.goos === goos)
  const chosen = here.map((fact): [string, string] => {
    const variant = fact.variants.find((v) => v.when.every((c) => holds(c, declared)))
    if (!variant) {
      const wanted = fact.variants.map((v) => v.when.join(' and ')).join(', or ')
      throw errors.factMissing(wanted, fact.neededFor, file)
    }
    return [fact.name, variant.fragment]
  })
  if (declared.statuses.G.length < 7) throw errors.factMissing('const _Gidle…', 'statuses', file)
  if (declared.statuses.P.length < 5) throw errors.factMissing('const _Pidle…', 'statuses', file)
  return { fragments: chosen.map(([, fragment]) => fragment), chosen }
}
