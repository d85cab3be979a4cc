const unixes = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris'.split(' '),
)

/** Whether a file's own build constraint, if it has one, lets it be built for a port. */
export function constraintHolds(text: string, goos: string, goarch: string): boolean {
  const holds = (tag: string) =>
    tag === goos || tag === goarch || tag === 'gc' || (tag === 'unix' && unixes.has(goos))
  const head = text.slice(0, text.search(/^package /m))
  const line = /^\/\/go:build (.*)$/m.exec(head)?.[1]
  if (line !== undefined) return evaluate(line, holds)
  // Before Go 1.17: lines that must all hold, of words of which one must, of tags that must all.
  const old = [...head.matchAll(/^\/\/ \+build (.*)$/gm)].map((match) => match[1] ?? '')
  return old.every((words) =>
    words
      .trim()
      .split(/\s+/)
      .some((word) =>
        word.split(',').every((tag) => (tag.startsWith('!') ? !holds(tag.slice(1)) : holds(tag))),
      ),
  )
}

/** Tags with `!`, `&&`, `||` and brackets. */
function evaluate(expression: string, holds: (tag: string) => boolean): boolean {
  const words = expression.match(/[()!]|&&|\|\||[\w.]+/g) ?? []
  let at = 0
  const either = (): boolean => {
    let value = both()
    while (words[at] === '||') {
      at++
      value = both() || value
    }
    return value
  }
  const both = (): boolean => {
    let value = not()
    while (words[at] === '&&') {
      at++
      value = not() && value
    }
    return value
  }
  const not = (): boolean => {
    const word = words[at++]
    if (word === '!') return !not()
    if (word !== '(') return holds(word ?? '')
    const value = either()
    at++ // the closing bracket
    return value
  }
  return either()
}
