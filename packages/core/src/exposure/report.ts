import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../errors.ts'
import { look, nameIn, type Condition } from './conditions.ts'
import type { Declarations } from './declarations.ts'
import { declarationsOf, type Look } from './expose.ts'
import { exactNeeds, facts, needs } from './facts.ts'
import { placeHooks, type Lacking } from './hook.ts'
import { resolveFacts } from './resolve.ts'
import { sourcesIn } from './source-files.ts'

/** What a maintainer needs to add a fact: names and types as declared, no source code, no path of this machine. */
export interface FactReport {
  /** What stands in the way; null if nothing does. */
  refused: string | null
  /** Declarations whose part of the picture is unknown on this runtime. */
  missing: string[]
  /** [fact, fragment] */
  chosen: [string, string][]
  conditions: Checked[]
  /** Hooks of exact capture: where they are put, and those that have no place. */
  hooks: { places: [hook: string, where: string][]; lacking: Lacking[] }
  /** SHA-256 of files that releases are told apart by. */
  files: Record<string, string>
}

interface Checked {
  condition: Condition
  neededFor: string
  holds: boolean
  /** file:line and what is declared there instead. */
  found?: string
  /** Of a field that is not there: what its struct has, `name: type`. */
  fields?: string[]
}

export function reportFacts(target: Look): FactReport {
  const declared = declarationsOf(target)
  const { goroot, goos, goarch } = target
  const dir = join(goroot, 'src', 'runtime')
  const asked = [
    ...[...needs, ...exactNeeds].flatMap((one) =>
      one.declared.map((condition) => [condition, one.for] as const),
    ),
    ...facts
      .filter((fact) => fact.goos === undefined || fact.goos === goos)
      .flatMap((fact) =>
        fact.variants.flatMap((v) =>
          v.when.map((condition) => [condition, fact.neededFor] as const),
        ),
      ),
  ].filter(([condition]) => condition !== 'always')
  const { places, lacking } = placeHooks(sourcesIn(dir, goos, goarch), declared, target)
  const report: FactReport = {
    refused: null,
    missing: [],
    chosen: [],
    conditions: asked.map(([condition, neededFor]) => check(condition, neededFor, declared)),
    hooks: { places, lacking },
    files: {},
  }
  try {
    const { missing, chosen } = resolveFacts(declared, goos, 'runtime2.go')
    Object.assign(report, { missing, chosen })
  } catch (error) {
    report.refused = messageOf(error)
  }
  for (const name of ['runtime2.go', 'proc.go', 'time.go']) {
    try {
      const bytes = readFileSync(join(dir, name))
      report.files[name] = createHash('sha256').update(bytes).digest('hex')
    } catch {
      // this Go has no such file, which is worth knowing too
    }
  }
  return report
}

function check(condition: Condition, neededFor: string, declared: Declarations): Checked {
  const { holds, found } = look(condition, declared)
  const checked: Checked = { condition, neededFor, holds }
  if (holds) return checked
  if (found) checked.found = `${found.file}:${found.line} ${found.what}`
  else if (!/^(func|import|var|const) /.test(condition)) {
    const fields = declared.struct(nameIn(condition).split('.')[0] ?? '')?.fields
    checked.fields = [...(fields ?? [])].map(([name, { type }]) => `${name}: ${type}`)
  }
  return checked
}
