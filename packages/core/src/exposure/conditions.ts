import type { Declarations } from './declarations.ts'

/**
 * What a runtime has to declare, as words of facts.ts:
 * `p.timers: timers` a field of this type, `p.timers` of any; `p.timers.len: …` through its type;
 * `func newm(func(), *p, int64)` of these types, `func newm` of any; `func waitReason.String() string` a method;
 * `import sys.Prefetch(uintptr)` a function of a package that runtime2.go imports;
 * `var allm: *m`, `var allm`; `const _Gdead`; `always`.
 */
export type Condition = string

/** Where and what was looked at: `undefined` where nothing of that name is declared. */
export interface Looked {
  holds: boolean
  found: { file: string; line: number; what: string } | undefined
}

export function look(condition: Condition, declared: Declarations): Looked {
  if (condition === 'always') return { holds: true, found: undefined }
  const word = /^(func|import|var|const) /.exec(condition)?.[1] ?? 'field'
  const rest = word === 'field' ? condition : condition.slice(word.length + 1)
  if (word === 'func') return lookForFunction(rest, declared)
  if (word === 'import') {
    const [name = '', ...of] = rest.split('.')
    const imported = declared.imported(name)
    return imported ? lookForFunction(of.join('.'), imported) : { holds: false, found: undefined }
  }
  const [name = '', type] = rest.split(': ')
  const found =
    word === 'const'
      ? declared.constant(name)
      : word === 'var'
        ? declared.variable(name)
        : declared.field(name)
  return { holds: found !== undefined && (type === undefined || found.what === type), found }
}

function lookForFunction(rest: string, declared: Declarations): Looked {
  const name = /^[\w.]+/.exec(rest)?.[0] ?? ''
  const signature = rest.slice(name.length)
  const all = declared.functions(name)
  const fits = all.find((one) => signature === '' || one.what === signature)
  return { holds: fits !== undefined, found: fits ?? all[0] }
}

/** `p.runnext` of `p.runnext: guintptr`, `newm` of `func newm(…)`. */
export function nameIn(condition: Condition): string {
  return /^(?:func |import |var |const )?([\w.]+)/.exec(condition)?.[1] ?? condition
}

/** A sentence for people: where it is and what it is there, or that it is not there. */
export function tellMissing(condition: Condition, looked: Looked, declared: Declarations): string {
  const name = nameIn(condition)
  const { found } = looked
  if (found) {
    const what = condition.startsWith('func ') ? `func ${name}${found.what}` : found.what
    return `${found.file}:${found.line} declares ${name} as ${JSON.stringify(what)}, and gorv knows ${condition}`
  }
  const struct = condition.includes('.') && !/^(func|import|var|const) /.test(condition)
  const owner = struct ? declared.struct(name.split('.')[0] ?? '') : undefined
  return owner
    ? `${owner.file}:${owner.line} declares no ${condition}`
    : `no file declares ${condition}`
}
