import { errors } from '../errors.ts'
import { nameIn } from './conditions.ts'
import type { Declarations } from './declarations.ts'
import type { Resolved, Spelling } from './resolve.ts'

/** The templates every version gets, in the order in which they are appended. */
export const commonTemplates = [
  'exposure.go',
  'buffer.go',
  'ring.go',
  'environ.go',
  'symbols.go',
  'sampler.go',
  'snapshot.go',
  'wire_gen.go',
]

/** What hooks call; without hooks there is exact_none.go. */
export const exactTemplates = ['exact.go', 'exact_dict.go', 'exact_hooks.go', 'exact_gen.go']

/** How the ring reaches the program there: an inherited descriptor, or a file that it opens by name. */
export type Attach = 'descriptor' | 'file'

interface System {
  templates: string[]
  attach: Attach
  /** Exact events were recorded there. */
  exact?: true
}

/** Where the sampler runs; elsewhere there is Exposure alone. */
const systems: Record<string, System> = {
  linux: { templates: ['os_unix.go', 'os_linux.go'], attach: 'descriptor', exact: true },
  darwin: { templates: ['os_unix.go', 'os_bsd.go'], attach: 'file' },
  freebsd: { templates: ['os_unix.go', 'os_bsd.go'], attach: 'file' },
  windows: { templates: ['os_windows.go'], attach: 'file' },
}

/** Templates by operating system, and how a ring is handed over if there is a sampler. */
export function systemTemplates(goos: string): {
  templates: string[]
  attach: Attach | undefined
  exact?: true
} {
  return systems[goos] ?? { templates: ['os_none.go'], attach: undefined }
}

/** A template without what a file of its own needs: constraints, package clause, imports. */
function body(template: string): string {
  return template
    .replace(/^\/\/go:build .*\n+/m, '')
    .replace(/^package runtime\n/m, '')
    .replace(/^import \([\s\S]*?^\)\n/m, '')
    .replace(/^import ".*"\n/m, '')
    .trim()
}

/**
 * runtime2.go with the templates appended. Nothing of the original moves, so
 * its line numbers stay true.
 */
export function patchRuntime2(
  original: string,
  templates: string[],
  resolved: Resolved,
  declared: Declarations,
): string {
  const names = (letter: 'G' | 'P') => JSON.stringify(declared.statuses(letter).join(' '))
  const lacks = [...resolved.lacking].map(
    (one) => ` | gorvLack${one[0]?.toUpperCase()}${one.slice(1)}`,
  )
  const made = `const (
	gorvGStatusNames = ${names('G')}
	gorvPStatusNames = ${names('P')}
	gorvLacks        = 0${lacks.join('')}
)`
  const code = respell(templates.map(body).join('\n\n'), resolved.spellings)
  return [original.trimEnd(), banner, code, made].join('\n\n') + '\n'
}

const banner = '// --- What follows was appended by gorv; see docs/architecture.md. ---'

/**
 * Adds an import that the templates need and the file does not have, on the
 * line of the package clause: no line moves. Throws unless there is exactly
 * one.
 */
export function addImport(original: string, path: string, file: string): string {
  const clauses = [...original.matchAll(/^package runtime$/gm)]
  if (clauses.length !== 1) throw errors.anchor(file, 'package runtime', clauses.length)
  return original.replace(/^package runtime$/m, `package runtime; import "${path}"`)
}

/** By convention the templates call a G gp, an M mp and a P pp; what else they call a G is all here. */
const receivers: Record<string, string> = {
  g: '(?:gp|newg|callergp|curg|gnext|first|one)',
  m: '(?:mp|getg\\(\\)\\.m)',
  p: '(?:pp|p\\{\\})',
  schedt: 'sched',
}

/** Says names as this runtime spells them. */
function respell(code: string, spellings: Spelling[]): string {
  for (const { from, to } of spellings) {
    const name = nameIn(from)
    const [struct = '', ...path] = name.split('.')
    const isField = path.length > 0 && !/^(func|import|var|const) /.test(from)
    if (!isField) {
      code = code.replace(new RegExp(`(?<![\\w.])${name}\\b`, 'g'), to)
      continue
    }
    const use = new RegExp(`\\b(${receivers[struct] ?? struct})\\.${path.join('\\.')}\\b`, 'g')
    const field = to.startsWith(`${struct}.`) ? to.slice(struct.length) : undefined
    code = code.replace(use, (_, receiver: string) =>
      field === undefined ? to : `${receiver}${field}`,
    )
  }
  return code
}
