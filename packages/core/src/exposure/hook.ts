import { errors } from '../errors.ts'
import { constraintHolds } from './build-constraint.ts'
import { look, tellMissing } from './conditions.ts'
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
  /** Where each hook was put, or why this runtime needs it nowhere. */
  places: [hook: string, where: string][]
  /** Hooks that this runtime has no place for, needed ones first. */
  lacking: Lacking[]
}

export interface Lacking {
  hook: string
  neededFor: string
  optional: boolean
  /** What is not as gorv knows it, in words for people. */
  miss: string
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
  table?: Hook[],
): Hooked {
  const hooked = placeHooks(sources, declared, port, table)
  const [first] = hooked.lacking
  if (first && !first.optional) {
    throw errors.hookMissing(shown, first.hook, first.neededFor, first.miss)
  }
  return hooked
}

/** Puts in what there is a place for, and says what there is none for. */
export function placeHooks(
  sources: Sources,
  declared: Declarations,
  port: Port,
  table: Hook[] = hooks,
): Hooked {
  const runtime = new Runtime(sources, port)
  const wraps: string[] = []
  const places: Hooked['places'] = []
  const lacking: Lacking[] = []
  for (const { name, neededFor, optional = false, variants } of table) {
    const found = applyFirst(variants, runtime, declared, wraps)
    if ('where' in found) places.push([name, found.where])
    else lacking.push({ hook: name, neededFor, optional, miss: found.miss })
  }
  const put = new Set<string>()
  for (const one of everywhere) {
    const count = runtime.everywhere(one)
    if (count === 0) continue
    put.add(one.name)
    places.push([one.name, `${count} lines`])
  }
  for (const { name, neededFor, line } of everywhere) {
    if (put.has(name)) continue
    put.add(name)
    const miss = `no file has a line like ${line.source}`
    lacking.push({ hook: name, neededFor, optional: false, miss })
  }
  for (const { struct, field } of addedFields) {
    const miss = runtime.addField(struct, field)
    if (miss === undefined) continue
    lacking.push({ hook: struct, neededFor: `the state of ${struct}`, optional: false, miss })
  }
  lacking.sort((a, b) => Number(a.optional) - Number(b.optional))
  return { texts: runtime.changed, wraps, places, lacking }
}

interface Place {
  where: string
}

interface Miss {
  miss: string
  /** The function is there, and a line in it is not. */
  near: boolean
}

const far = (miss: string): Miss => ({ miss, near: false })

/** Applies the first variant that fits. */
function applyFirst(
  variants: HookVariant[],
  runtime: Runtime,
  declared: Declarations,
  wraps: string[],
): Place | Miss {
  let told: Miss | undefined
  for (const variant of variants) {
    const found = apply(variant, runtime, declared, wraps)
    if ('where' in found) return found
    // A function that is there, but other than gorv knows it, tells most.
    if (!told || (found.near && !told.near)) told = found
  }
  return told ?? far('gorv knows no place for it')
}

function apply(
  variant: HookVariant,
  runtime: Runtime,
  declared: Declarations,
  wraps: string[],
): Place | Miss {
  if ('absent' in variant) {
    const { absent } = variant
    return runtime.has(absent)
      ? far(`there is a func ${absent}`)
      : { where: `nowhere: there is no func ${absent}` }
  }
  for (const condition of variant.when ?? []) {
    const looked = look(condition, declared)
    if (!looked.holds) return far(tellMissing(condition, looked, declared))
  }
  const func = runtime.func(variant.in)
  if (!func) return far(`no file has a func ${variant.in}`)
  let { text } = func
  for (const edit of variant.edits) {
    const edited = applyEdit(edit, text, variant.in)
    if ('miss' in edited) {
      return { miss: `${func.file}: func ${variant.in} ${edited.miss}`, near: true }
    }
    text = edited.text
  }
  runtime.replace(func, text)
  for (const edit of variant.edits) if ('wrap' in edit) wraps.push(edit.wrap)
  return { where: `${func.file}: func ${variant.in}` }
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
  const bare = lines.map(bareLine)
  const hits = bare.flatMap((line, i) => (edit.before.test(line) ? [i] : []))
  const [at] = hits
  if (at === undefined || hits.length > 1) {
    return { miss: `has ${hits.length} lines like ${edit.before.source}, and not one` }
  }
  lines[at] = inFront(lines[at] ?? '', edit.before.exec(bare[at] ?? ''), call)
  return { text: lines.join('\n') }
}

/** Without the comment at its end. */
const bareLine = (line: string) => line.replace(/\s*\/\/.*$/, '')

/** A line with a call in front; what the pattern's groups matched stands in for `$` and their names. */
function inFront(line: string, match: RegExpExecArray | null, call: string): string {
  const groups = match?.groups ?? {}
  const said = call.replace(/\$([a-z]+)/g, (whole, group: string) => groups[group] ?? whole)
  const indent = /^\t*/.exec(line)?.[0] ?? ''
  return `${indent}${said}; ${line.slice(indent.length)}`
}

/** How a function begins whose name is `name` or, as `Type.method`, a method. */
function headOf(name: string): RegExp {
  const [method, type] = name.split('.').toReversed()
  const receiver = type === undefined ? '' : `\\(\\w+ \\*?${type}\\) `
  return new RegExp(`^func ${receiver}${method}\\(`, 'm')
}

/** Every function's head; a name and its receiver's type are the groups. */
const heads = /^func (?:\(\w+ \*?(\w+)\) )?(\w+)\(/gm

interface Func {
  file: string
  at: number
  text: string
}

/** A runtime's files while hooks are put into them. */
class Runtime {
  readonly changed = new Map<string, string>()
  readonly #texts = new Map<string, string>()
  /** Files that have, or had, a function of a name: many times faster than to look for it. */
  readonly #files = new Map<string, Set<string>>()

  constructor(sources: Sources, { goos, goarch }: Port) {
    for (const file of sources.names) {
      const text = sources.read(file)
      if (!constraintHolds(text, goos, goarch)) continue
      this.#texts.set(file, text)
      for (const [, type, method = ''] of text.matchAll(heads)) {
        const name = type === undefined ? method : `${type}.${method}`
        const files = this.#files.get(name)
        if (files) files.add(file)
        else this.#files.set(name, new Set([file]))
      }
    }
  }

  /** Whether there is a function of this name, of Go or of assembly. */
  has(name: string): boolean {
    const head = headOf(name)
    return this.#filesOf(name).some(([, text]) => head.test(text))
  }

  #filesOf(name: string): [file: string, text: string][] {
    return Array.from(this.#files.get(name) ?? [], (file) => [file, this.#texts.get(file) ?? ''])
  }

  /** A function with a body; undefined unless there is exactly one. */
  func(name: string): Func | undefined {
    const head = headOf(name)
    const found: Func[] = []
    for (const [file, text] of this.#filesOf(name)) {
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

  /** Puts the call in front of each line that matches; how many there were. */
  everywhere({ line: pattern, call, notIn }: EverywhereHook): number {
    let count = 0
    const word = /[a-z]\w{5,}/i.exec(pattern.source.replace(/\\./g, ' '))?.[0] ?? ''
    for (const [file, text] of this.#texts) {
      if (file === notIn || !text.includes(word)) continue
      const lines = text.split('\n').map((line) => {
        if (!line.includes(word)) return line
        const match = pattern.exec(bareLine(line))
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
