import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errors } from '../errors.ts'
import { Declarations } from './declarations.ts'
import { factFiles } from './facts.ts'
import { commonTemplates, patchRuntime2, systemTemplates, type Attach } from './patch.ts'
import { resolveFacts } from './resolve.ts'

const templateDir = fileURLToPath(new URL('../go-templates/', import.meta.url))

/** A GOROOT's runtime2.go with the Exposure and the sampler in it. */
export interface Exposed {
  /** The overlay's key: the file's path as go spells it. */
  key: string
  text: string
  /** [fact, fragment] as decided for this runtime. */
  facts: [string, string][]
  /** How the program gets its ring; undefined where it can only look at itself. */
  attach: Attach | undefined
}

/** Throws FACT_MISSING where this runtime does not declare what gorv needs. */
export function expose(goroot: string, goos: string): Exposed {
  const dir = join(goroot, 'src', 'runtime')
  const key = join(dir, 'runtime2.go')
  const original = readFileSync(key, 'utf8')
  const declared = new Declarations()
  for (const name of readdirSync(dir)
    .filter((file) => factFiles.test(file))
    .sort()) {
    declared.add(readFileSync(join(dir, name), 'utf8'), name === 'runtime2.go')
  }
  for (const path of declared.imports) {
    if (path.endsWith('/sys')) addSys(declared, join(goroot, 'src', path))
  }
  const { fragments, chosen } = resolveFacts(declared, key, goos)
  const system = systemTemplates(goos)
  const files = [...commonTemplates, ...system.templates, ...fragments]
  const templates = files.map((name) => readFileSync(join(templateDir, name), 'utf8'))
  const { text, missing } = patchRuntime2(original, templates, declared)
  for (const name of missing) throw errors.importMissing(name, key)
  return { key, text, facts: chosen, attach: system.attach }
}

/** Only what gorv asks of it: its intrinsics. */
function addSys(declared: Declarations, dir: string): void {
  for (const name of readdirSync(dir).filter((file) => /^intrinsics\w*\.go$/.test(file))) {
    declared.addImported('sys', readFileSync(join(dir, name), 'utf8'))
  }
}
