/** Same length and lines, comments replaced by blanks; strings are left alone. */
export function blankComments(source: string): string {
  return source.replace(
    /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (token) => (token.startsWith('/') ? token.replace(/[^\n]/g, ' ') : token),
  )
}

/** Counted from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++
  return line
}

/** Types alone, as parameter names change from Go to Go: `(func(), *p, int64) bool`. */
export type Signature = string

/** The signature of the function that is declared at `at`. */
export function signatureOf(text: string, at: number): Signature {
  const receiver = /^func \([^)]*\) /.exec(text.slice(at, at + 200))?.[0] ?? 'func '
  const open = text.indexOf('(', at + receiver.length)
  const close = matching(text, open)
  const rest = text.slice(close + 1, text.indexOf('\n', close)).trimStart()
  const results = rest.startsWith('(')
    ? list(rest.slice(1, matching(rest, 0)))
    : list(rest.replace(/\s*(\{.*|\/\/.*)?$/, ''))
  const params = `(${list(text.slice(open + 1, close)).join(', ')})`
  if (results.length === 0) return params
  return results.length === 1 ? `${params} ${results[0]}` : `${params} (${results.join(', ')})`
}

/** Index of the bracket that closes the one at `open`. */
function matching(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return i
  }
  return text.length
}

/** Types of a parameter list; `a, b int` counts twice. */
function list(source: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  const text = blankComments(source)
  for (let i = 0; i <= text.length; i++) {
    const c = text[i]
    if (c === '(' || c === '[' || c === '{') depth++
    else if (c === ')' || c === ']' || c === '}') depth--
    else if ((c === ',' && depth === 0) || c === undefined) {
      const part = text.slice(start, i).trim().replace(/\s+/g, ' ')
      if (part !== '') parts.push(part)
      start = i + 1
    }
  }
  const named = (part: string) => /^\w+ (?!\()/.test(part) && !/^(func|chan|struct) /.test(part)
  if (!parts.some(named)) return parts
  let type = ''
  return parts
    .toReversed()
    .map((part) => {
      if (named(part)) type = part.slice(part.indexOf(' ') + 1)
      return type
    })
    .toReversed()
}

/** Names of a function's parameters from 1 on; the receiver's, if it has one, at 0. `text` begins with `func`. */
export function parameterNames(text: string): string[] {
  const receiver = /^func \((\w+) [^)]*\) /.exec(text)
  const open = text.indexOf('(', receiver?.[0].length ?? 0)
  const inside = blankComments(text.slice(open + 1, matching(text, open)))
  const names: string[] = []
  let depth = 0
  let word = ''
  for (const c of `${inside},`) {
    if (c === ',' && depth === 0) {
      const name = /^\s*(\w+)/.exec(word)?.[1]
      if (name !== undefined) names.push(name)
      word = ''
      continue
    }
    if ('([{'.includes(c)) depth++
    if (')]}'.includes(c)) depth--
    word += c
  }
  return [receiver?.[1] ?? '', ...names]
}
