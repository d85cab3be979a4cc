import { errors } from '../errors.ts'
import { constraintHolds } from './build-constraint.ts'
import { look } from './conditions.ts'
import type { Declarations } from './declarations.ts'
import { parameterNames } from './go-text.ts'
import {
  addedFields,
  everywhere,
  hooks,
  type Edit,
  type EverywhereHook,
  type Hook,
  type HookVariant,
} from './hooks.ts'
import type { Sources } from './source-files.ts'

/** Files of the runtime with the hooks in them. */
export interface Hooked {
  /** By file name; only those that changed. */
  texts: Map<string, string>
  /** Templates that wrap functions. */
  wraps: string[]
  /** Names of hooks that this runtime has no place for. */
  lacking: string[]
}

interface Port {
  goos: string
  goarch: string
}

/**
 * Puts the hooks of the table into a runtime. Throws HOOK_MISSING, which names
 * hook, function and file, where it has no place for one that is needed.
 */
export function hookRuntime(
  sources: Sources,
  declared: Declarations,
  port: Port,
  shown: string,
  table: Hook[] = hooks,
): Hooked {
  const runtime = new Runtime(sources, port)
  const hooked: Hooked = { texts: runtime.changed, wraps: [], lacking: [] }
  for (const hook of table) {
    const misses: string[] = []
    const taken = hook.variants.some((variant) => {
      const miss = apply(variant, runtime, declared, hooked.wraps)
      if (miss !== undefined) misses.push(miss)
      return miss === undefined
    })
    if (taken) continue
    if (!hook.optional) throw errors.hookMissing(shown, hook.name, hook.neededFor, misses[0] ?? '')
    hooked.lacking.push(hook.name)
  }
  const put = new Set<string>()
  for (const one of everywhere) if (runtime.everywhere(one)) put.add(one.name)
  for (const { name, neededFor } of everywhere) {
    if (!put.has(name)) throw errors.hookMissing(shown, name, neededFor, 'there is no such line')
  }
  for (const { struct, field } of addedFields) {
    const miss = runtime.addField(struct, field)
    if (miss !== undefined) throw errors.hookMissing(shown, struct, `the state of ${struct}`, miss)
  }
  return hooked
}

/** What is not there; undefined if the variant was applied. */
function apply(
  variant: HookVariant,
  runtime: Runtime,
  declared: Declarations,
  wraps: string[],
): string | undefined {
  const unmet = variant.when?.find((condition) => !look(condition, declared).holds)
  if (unmet !== undefined) return `no ${unmet}`
  const func = runtime.func(variant.in)
  if (!func) return `no func ${variant.in}`
  let { text } = func
  for (const edit of variant.edits) {
    const edited = applyEdit(edit, text, variant.in)
    if ('miss' in edited) return `${func.file}: func ${variant.in} ${edited.miss}`
    text = edited.text
  }
  runtime.replace(func, text)
  for (const edit of variant.edits) if ('wrap' in edit) wraps.push(edit.wrap)
  return undefined
}

function applyEdit(edit: Edit, text: string, name: string): { text: string } | { miss: string } {
  if ('wrap' in edit) {
    const bare = name.split('.').at(-1) ?? name
    return { text: text.replace(`${bare}(`, `gorv_${bare}(`) }
  }
  const params = parameterNames(text)
  const call = ('entry' in edit ? edit.entry : edit.call).replace(/\$(\d)/g, (whole, digit) => {
    return params[Number(digit)] ?? whole
  })
  const left = /\$(\d)/.exec(call)?.[1]
  if (left !== undefined) return { miss: `has no parameter ${left}` }
  if ('entry' in edit) {
    const brace = text.indexOf('{\n')
    return { text: `${text.slice(0, brace + 1)} ${call}${text.slice(brace + 1)}` }
  }
  const lines = text.split('\n')
  const bare = lines.map((line) => line.replace(/\s*\/\/.*$/, ''))
  const hits = bare.flatMap((line, i) => (edit.before.test(line) ? [i] : []))
  const [at] = hits
  if (at === undefined || hits.length > 1) {
    return { miss: `has ${hits.length} lines like ${edit.before.source}, and not one` }
  }
  lines[at] = inFront(lines[at] ?? '', edit.before.exec(bare[at] ?? ''), call)
  return { text: lines.join('\n') }
}

/** A line with a call in front; what the pattern's groups matched stands in for `$` and their names. */
function inFront(line: string, match: RegExpExecArray | null, call: string): string {
  const groups = match?.groups ?? {}
  const said = call.replace(/\$([a-z]+)/g, (whole, group: string) => groups[group] ?? whole)
  const indent = /^\t*/.exec(line)?.[0] ?? ''
  return `${indent}${said}; ${line.slice(indent.length)}`
}

interface Func {
  file: string
  at: number
  text: string
}

/** A runtime's files while hooks are put into them. */
class Runtime {
  readonly changed = new Map<string, string>()
  readonly #texts = new Map<string, string>()

  constructor(sources: Sources, { goos, goarch }: Port) {
    for (const name of sources.names) {
      const text = sources.read(name)
      if (constraintHolds(text, goos, goarch)) this.#texts.set(name, text)
    }
  }

  /** A function by name or, as `Type.method`, a method; undefined unless there is exactly one. */
  func(name: string): Func | undefined {
    const [method, type] = name.split('.').toReversed()
    const receiver = type === undefined ? '' : `\\(\\w+ \\*?${type}\\) `
    const head = new RegExp(`^func ${receiver}${method}\\(`, 'm')
    const found: Func[] = []
    for (const [file, text] of this.#texts) {
      const at = head.exec(text)?.index
      if (at === undefined) continue
      const end = text.indexOf('\n}\n', at)
      // A declaration without a body is assembly.
      if (end >= 0 && text.slice(at, text.indexOf('\n', at)).includes('{'))
        found.push({ file, at, text: text.slice(at, end + 2) })
    }
    return found.length === 1 ? found[0] : undefined
  }

  replace({ file, at, text: old }: Func, text: string): void {
    if (text === old) return
    const whole = this.#texts.get(file) ?? ''
    this.#set(file, whole.slice(0, at) + text + whole.slice(at + old.length))
  }

  /** How many lines got the call. */
  everywhere({ line: pattern, call, notIn }: EverywhereHook): number {
    let count = 0
    for (const [file, text] of this.#texts) {
      if (file === notIn) continue
      const lines = text.split('\n').map((line) => {
        const match = pattern.exec(line)
        if (match) count++
        return match ? inFront(line, match, call) : line
      })
      const edited = lines.join('\n')
      if (edited !== text) this.#set(file, edited)
    }
    return count
  }

  /** Adds a field at a struct's end, on the line of its closing brace. */
  addField(struct: string, field: string): string | undefined {
    for (const [file, text] of this.#texts) {
      const at = text.search(new RegExp(`^type ${struct} struct \\{$`, 'm'))
      if (at < 0) continue
      const end = text.indexOf('\n}', at) + 1
      this.#set(file, `${text.slice(0, end)}\t${field} ${text.slice(end)}`)
      return undefined
    }
    return `no type ${struct} struct`
  }

  #set(file: string, text: string): void {
    this.#texts.set(file, text)
    this.changed.set(file, text)
  }
}
