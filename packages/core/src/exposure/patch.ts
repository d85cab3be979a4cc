import type { Declarations } from './declarations.ts'

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

/** How the ring reaches the program there: an inherited descriptor, or a file that it opens by name. */
export type Attach = 'descriptor' | 'file'

/** Where the sampler runs; elsewhere there is Exposure alone. */
const systems: Record<string, { templates: string[]; attach: Attach }> = {
  linux: { templates: ['os_unix.go', 'os_linux.go'], attach: 'descriptor' },
  darwin: { templates: ['os_unix.go', 'os_bsd.go'], attach: 'file' },
  freebsd: { templates: ['os_unix.go', 'os_bsd.go'], attach: 'file' },
  windows: { templates: ['os_windows.go'], attach: 'file' },
}

/** Templates by operating system, and how a ring is handed over if there is a sampler. */
export function systemTemplates(goos: string): {
  templates: string[]
  attach: Attach | undefined
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
 * its line numbers stay true. `missing` lists imports that it does not have.
 */
export function patchRuntime2(
  original: string,
  templates: string[],
  declared: Declarations,
): { text: string; missing: string[] } {
  const missing = ['unsafe', 'atomic'].filter(
    (name) => ![...declared.imports].some((path) => path.split('/').at(-1) === name),
  )
  const names = (letter: 'G' | 'P') => JSON.stringify(declared.statuses[letter].join(' '))
  const statuses = `const (\n\tgorvGStatusNames = ${names('G')}\n\tgorvPStatusNames = ${names('P')}\n)`
  const parts = [original.trimEnd(), banner, ...templates.map(body), statuses]
  return { text: parts.join('\n\n') + '\n', missing }
}

const banner = '// --- What follows was appended by gorv; see docs/architecture.md. ---'
