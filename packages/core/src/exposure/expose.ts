import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errors, GorvError } from '../errors.ts'
import { Declarations } from './declarations.ts'
import { exactFacts, exactNeeds, facts, needs, type Fact, type Need } from './facts.ts'
import { hookRuntime } from './hook.ts'
import { ticks } from './hooks.ts'
import {
  addImport,
  commonTemplates,
  exactTemplates,
  patchRuntime2,
  systemTemplates,
  type Attach,
} from './patch.ts'
import { resolveFacts } from './resolve.ts'
import { sourcesIn } from './source-files.ts'

const templateDir = fileURLToPath(new URL('../go-templates/', import.meta.url))

/** A GOROOT's runtime2.go with the Exposure and the sampler in it. */
export interface Exposed {
  /** The overlay's key: the file's path as go spells it. */
  key: string
  text: string
  /** Where in it gorv's own code begins. */
  appendedAt: number
  /** [fact, fragment] as decided for this runtime. */
  facts: [string, string][]
  /** Declarations that this runtime does not have: what they tell is unknown. */
  missing: string[]
  /** How the program gets its ring; undefined where it can only look at itself. */
  attach: Attach | undefined
  /** It has the hooks of exact capture. */
  exact: boolean
  /** Other files of the runtime, with hooks in them: path as go spells it, text. */
  hooked: [string, string][]
}

/** Codes of what keeps a Go from being recorded exactly, which may do for snapshots. */
const inexact = new Set(['HOOK_MISSING', 'EXACT_FACT_MISSING', 'EXACT_SYSTEM'])

/** Of a GOROOT that is looked at: a port, and where its sources are. */
export interface Look {
  goroot: string
  goos: string
  goarch: string
}

/** With hooks where that can be; else without them, and why. Throws what neither way can do without. */
export function exposeBest(target: Look): { exposed: Exposed; inexact?: GorvError } {
  try {
    return { exposed: expose(target, { exact: true }) }
  } catch (error) {
    if (!(error instanceof GorvError && inexact.has(error.code))) throw error
    return { exposed: expose(target), inexact: error }
  }
}

/**
 * Throws FACT_MISSING where this runtime does not declare what gorv needs and,
 * if it is to be hooked for exact capture, one of the codes above.
 */
export function expose(
  { goroot, goos, goarch }: Look,
  { exact = false, ...table }: { exact?: boolean; facts?: Fact[]; needs?: Need[] } = {},
): Exposed {
  const dir = join(goroot, 'src', 'runtime')
  const key = join(dir, 'runtime2.go')
  const system = systemTemplates(goos)
  if (exact && !system.exact) throw errors.exactSystem(goos)
  const sources = sourcesIn(dir, goos, goarch)
  const declared = declarationsOf({ goroot, goos, goarch }, sources)
  const resolved = resolveFacts(declared, goos, key, {
    facts: [...(table.facts ?? facts), ...(exact ? exactFacts : [])],
    needs: table.needs ?? needs,
    exactNeeds: exact ? exactNeeds : [],
  })
  const hooked = exact
    ? hookRuntime(sources, declared, { goos, goarch }, dir)
    : { texts: new Map<string, string>(), wraps: [], places: [], lacking: [] }
  const files = [
    ...commonTemplates,
    ...system.templates,
    ...resolved.chosen.map(([, file]) => file),
    ...(exact ? [...exactTemplates, ...hooked.wraps] : ['exact_none.go']),
  ]
  const fast = exact ? ticks[goarch] : undefined
  if (fast) {
    const text = readFileSync(join(dir, fast.file), 'utf8')
    hooked.texts.set(fast.file, text + readTemplate(fast.assembly))
  }
  if (exact) files.push(fast ? 'ticks_assembly.go' : 'ticks_plain.go')
  const templates = files.map(readTemplate)
  const has = new Set(declared.imports('runtime2.go').map((path) => path.split('/').at(-1)))
  let original = hooked.texts.get('runtime2.go') ?? readFileSync(key, 'utf8')
  hooked.texts.delete('runtime2.go')
  for (const name of ['unsafe', 'atomic']) {
    if (has.has(name)) continue
    const path = declared.importPath(name)
    if (path === undefined) throw errors.importMissing(name, key)
    original = addImport(original, path, key)
  }
  return {
    key,
    text: patchRuntime2(original, templates, resolved, declared),
    appendedAt: original.trimEnd().length,
    facts: resolved.chosen,
    missing: [...resolved.missing, ...hooked.lacking.map((one) => one.hook)],
    attach: system.attach,
    exact,
    hooked: [...hooked.texts].map(([name, text]) => [join(dir, name), text]),
  }
}

function readTemplate(name: string): string {
  return readFileSync(join(templateDir, name), 'utf8')
}

/** What a GOROOT's runtime declares for a port. */
export function declarationsOf(
  { goroot, goos, goarch }: Look,
  sources = sourcesIn(join(goroot, 'src', 'runtime'), goos, goarch),
): Declarations {
  const declared: Declarations = new Declarations(sources, (name) => {
    const path = declared.imports('runtime2.go').find((one) => one.split('/').at(-1) === name)
    const dir = path === undefined ? '' : join(goroot, 'src', path)
    return existsSync(dir) ? new Declarations(sourcesIn(dir, goos, goarch)) : undefined
  })
  return declared
}
