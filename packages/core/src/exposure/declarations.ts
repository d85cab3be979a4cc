import { blankComments, lineAt, signatureOf, type Signature } from './go-text.ts'
import type { Sources } from './source-files.ts'

/** Where something is declared: file of the runtime and line, and what as. */
export interface Found<What> {
  file: string
  line: number
  what: What
}

interface Place {
  file: string
  at: number
}

interface Body {
  file: string
  line: number
  fields: Map<string, { type: string; line: number }>
}

/**
 * What a package declares at top level. Not a Go parser; it reads gofmt'ed
 * sources, which is what GOROOT holds. Files are indexed by the names they
 * declare, and only what is asked for is looked at further.
 */
export class Declarations {
  readonly #texts = new Map<string, string>()
  readonly #places = new Map<string, Place[]>()
  readonly #bodies = new Map<string, Body>()

  readonly #imported: (name: string) => Declarations | undefined

  constructor(
    sources: Sources,
    imported: (name: string) => Declarations | undefined = () => undefined,
  ) {
    this.#imported = imported
    for (const name of sources.names) this.#index(name, sources.read(name))
  }

  /** Type of a field as written, such as `atomic.Uint32`. `path`: p.timers.len goes through the types of fields. */
  field(path: string): Found<string> | undefined {
    const [struct = '', ...names] = path.split('.')
    let body = this.struct(struct)
    for (const [i, name] of names.entries()) {
      const field = body?.fields.get(name)
      if (!body || !field) return undefined
      if (i === names.length - 1) return { file: body.file, line: field.line, what: field.type }
      body = /^struct ?\{/.test(field.type)
        ? readFields(
            body.file,
            field.line,
            field.type.replace(/\{ | \}$/g, '\n').replaceAll('; ', '\n'),
          )
        : this.struct(field.type.replace(/^\*/, ''))
    }
    return undefined
  }

  /** Fields of a struct type, in their order. */
  struct(name: string): Body | undefined {
    const known = this.#bodies.get(name)
    if (known) return known
    for (const place of this.#find(`type ${name}`)) {
      const text = this.#texts.get(place.file) ?? ''
      if (!text.startsWith(`type ${name} struct {`, place.at)) continue
      const end = text.indexOf('\n}', place.at)
      const source = text.slice(text.indexOf('struct {', place.at), end + 2)
      const body = readFields(place.file, lineAt(text, place.at), source)
      this.#bodies.set(name, body)
      return body
    }
    return undefined
  }

  /** Every declaration of a function or, as `Type.method`, of a method: a port may have its own. */
  functions(name: string): Found<Signature>[] {
    return this.#find(`func ${name}`).map(({ file, at }) => {
      const text = this.#texts.get(file) ?? ''
      return { file, line: lineAt(text, at), what: signatureOf(text, at) }
    })
  }

  constant(name: string): Found<string> | undefined {
    return this.#value('const', name)
  }

  /** Type of a package variable as written; empty where it has none but its value's. */
  variable(name: string): Found<string> | undefined {
    return this.#value('var', name)
  }

  /** Names of an iota block from its first one on: _Gidle, _Grunnable, … without the underscore. */
  statuses(letter: 'G' | 'P'): string[] {
    const place = this.#find(`const _${letter}idle`)[0]
    if (!place) return []
    const text = blankComments((this.#texts.get(place.file) ?? '').slice(place.at))
    const lines = text.slice(0, text.indexOf('\n)')).split('\n')
    const names: string[] = []
    for (const line of lines.map((one) => one.trim()).filter(Boolean)) {
      const name = new RegExp(`^_(${letter}\\w+)( = iota)?$`).exec(line)?.[1]
      if (name === undefined) break
      names.push(name)
    }
    return names
  }

  /** Import paths of one file. */
  imports(file: string): string[] {
    const text = this.#texts.get(file) ?? ''
    const block = /^import \(\n([\s\S]*?)^\)/m.exec(text)?.[1] ?? ''
    const single = [...text.matchAll(/^import (?:\w+ )?"([^"]+)"/gm)]
    const paths = [...blankComments(block).matchAll(/"([^"]+)"/g), ...single]
    return paths.map((match) => match[1] ?? '')
  }

  /** The path by which any file imports a package of this name. */
  importPath(name: string): string | undefined {
    return [...this.#texts.keys()]
      .flatMap((file) => this.imports(file))
      .find((path) => path.split('/').at(-1) === name)
  }

  /** A package that the main file imports under this name. */
  imported(name: string): Declarations | undefined {
    return this.#imported(name)
  }

  #value(word: 'var' | 'const', name: string): Found<string> | undefined {
    const place = this.#find(`${word} ${name}`)[0]
    if (!place) return undefined
    const text = this.#texts.get(place.file) ?? ''
    const line = blankComments(text.slice(place.at, text.indexOf('\n', place.at)))
    const type = /^(?:var |const |\t)?[\w, ]*?\w\s+([^=\s][^=]*?)?\s*(=.*)?$/.exec(line.trim())?.[1]
    return { file: place.file, line: lineAt(text, place.at), what: type?.trim() ?? '' }
  }

  #find(key: string): Place[] {
    return this.#places.get(key) ?? []
  }

  #index(file: string, text: string): void {
    this.#texts.set(file, text)
    const add = (key: string, at: number) => {
      const places = this.#places.get(key)
      if (places) places.push({ file, at })
      else this.#places.set(key, [{ file, at }])
    }
    const top =
      /^(?:func (?:\(\w+ \*?(\w+)\) )?(\w+)[([]|(type|var|const) (\w+)|(type|var|const) \()/gm
    for (const match of text.matchAll(top)) {
      const [, receiver, name, word, single, block] = match
      if (name !== undefined) add(`func ${receiver ? `${receiver}.` : ''}${name}`, match.index)
      else if (single !== undefined) add(`${word} ${single}`, match.index)
      else if (block !== undefined) {
        const end = text.indexOf('\n)', match.index)
        const inner = /^\t(\w+(?:, \w+)*)\b/gm
        inner.lastIndex = match.index
        for (let one = inner.exec(text); one && one.index < end; one = inner.exec(text)) {
          for (const each of (one[1] ?? '').split(', ')) add(`${block} ${each}`, one.index + 1)
        }
      }
    }
  }
}

/** The fields of `struct {…}`; those of structs inside it are part of the field's type. */
function readFields(file: string, firstLine: number, source: string): Body {
  const fields: Body['fields'] = new Map()
  const lines = blankComments(source).split('\n')
  let depth = 0
  let open: { names: string[]; line: number; text: string } | undefined
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    const field = /^\s*(\w+(?:\s*,\s*\w+)*)\s+(\S.*?)\s*(?:`[^`]*`)?\s*$/.exec(line)
    if (depth === 0 && field) {
      const names = (field[1] ?? '').split(/\s*,\s*/)
      open = { names, line: firstLine + i, text: field[2] ?? '' }
    } else if (open && depth > 0) open.text += `\n${line}`
    depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0)
    if (open && depth === 0) {
      for (const name of open.names) fields.set(name, { type: open.text, line: open.line })
      open = undefined
    }
  }
  return { file, line: firstLine, fields }
}
