/**
 * What Go files declare at top level: fields of structs, functions, constants.
 * Not a Go parser; it reads gofmt'ed sources, which is what GOROOT holds.
 */
export class Declarations {
  readonly #fields = new Map<string, string>()
  readonly #functions = new Set<string>()
  readonly #constants = new Map<string, string>()
  /** Names of status constants by number: _Gidle, _Grunnable, … and _Pidle, … */
  readonly statuses = { G: [] as string[], P: [] as string[] }
  readonly imports = new Set<string>()

  /** Adds what one file declares; `main` is the file whose imports count. */
  add(source: string, main = false): void {
    const text = blankComments(source)
    if (main) for (const path of importsOf(text)) this.imports.add(path)
    for (const match of text.matchAll(/^func (\w+)\(/gm)) this.#functions.add(match[1] ?? '')
    for (const match of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
      this.#addFields(match[1] ?? '', match[2] ?? '')
    }
    for (const match of text.matchAll(/^\t(\w+) struct \{\n([\s\S]*?)^\t\}/gm)) {
      // One level of nesting is all the runtime's own structs have.
      this.#addFields(match[1] ?? '', match[2] ?? '')
    }
    for (const match of text.matchAll(/^(?:const |\t)(\w+)(?:\s+=\s+(.*\S))?\s*$/gm)) {
      this.#constants.set(match[1] ?? '', match[2] ?? '')
    }
    this.#addStatuses('G', text)
    this.#addStatuses('P', text)
  }

  /** Adds the functions of a package that runtime2.go imports, as `sys.Prefetch`. */
  addImported(name: string, source: string): void {
    for (const match of blankComments(source).matchAll(/^func (\w+)\(/gm)) {
      this.#functions.add(`${name}.${match[1] ?? ''}`)
    }
  }

  /** Type of a field as written, such as `atomic.Uint32`; undefined if there is none. */
  field(struct: string, name: string): string | undefined {
    return this.#fields.get(`${struct}.${name}`)
  }

  hasFunction(name: string): boolean {
    return this.#functions.has(name)
  }

  hasConstant(name: string): boolean {
    return this.#constants.has(name)
  }

  #addFields(struct: string, body: string): void {
    let depth = 0
    for (const line of body.split('\n')) {
      const field = /^\s*(\w+(?:\s*,\s*\w+)*)\s+(\S.*?)\s*(?:`[^`]*`)?$/.exec(line)
      if (depth === 0 && field) {
        for (const name of (field[1] ?? '').split(',')) {
          this.#fields.set(`${struct}.${name.trim()}`, field[2] ?? '')
        }
      }
      depth += (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0)
    }
  }

  /** The iota block that begins with _Gidle or _Pidle. */
  #addStatuses(letter: 'G' | 'P', text: string): void {
    const lines = text.split('\n').map((line) => line.trim())
    const first = lines.indexOf(`_${letter}idle = iota`)
    if (first < 0) return
    const names = [`${letter}idle`]
    for (const line of lines.slice(first + 1)) {
      if (line === '') continue
      if (!line.startsWith(`_${letter}`) || line.includes('=')) break
      names.push(line.slice(1))
    }
    this.statuses[letter] = names
  }
}

/** Same length and lines, comments replaced by blanks; strings are left alone. */
function blankComments(source: string): string {
  return source.replace(
    /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (token) => (token.startsWith('/') ? token.replace(/[^\n]/g, ' ') : token),
  )
}

function importsOf(text: string): string[] {
  const block = /^import \(\n([\s\S]*?)^\)/m.exec(text)?.[1] ?? ''
  return [...block.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '')
}
