/** Fills the places that a document leaves for what the wire's sources say. */
export function fillDoc(text, parts) {
  return text.replace(
    /(<!-- from (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open, name, close) => `${open}${parts[name]}${close}`,
  )
}

const docOf = (node) =>
  node
    .getJsDocs()
    .map((doc) => doc.getDescription().trim())
    .join(' ')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')

export function constants(file) {
  const rows = file.getVariableDeclarations().map((one) => {
    const value = one.getInitializerOrThrow().getText().replaceAll("'", '`')
    return `| \`${one.getName()}\` | ${value} | ${docOf(one.getVariableStatementOrThrow())} |\n`
  })
  return `| name | value | |\n| --- | --- | --- |\n${rows.join('')}`
}

export function recordTables(file) {
  return file
    .getInterfaces()
    .map((record) => {
      const rows = record
        .getProperties()
        .map((p) => `| \`${p.getName()}\` | ${p.getTypeNodeOrThrow().getText()} | ${docOf(p)} |\n`)
      const name = record.getName()
      const intro = record
        .getJsDocs()
        .map((doc) => doc.getDescription().trim())
        .join('\n\n')
      return `### ${name}\n\n${intro}\n\n| field | type | |\n| --- | --- | --- |\n${rows.join('')}\n`
    })
    .join('')
}

/** docs/events.md: each kind of the JSON stream. */
export function eventTables(file) {
  return file
    .getInterfaces()
    .filter((event) => event.isExported())
    .map((event) => {
      const kind = event.getPropertyOrThrow('kind').getTypeNodeOrThrow().getText().slice(1, -1)
      const [doc] = event.getJsDocs()
      const tag = (name) => doc.getTags().find((one) => one.getTagName() === name)
      const from = tag('from').getCommentText().split(', ')
      const since = tag('since')?.getCommentText() ?? 'any'
      const rows = event
        .getProperties()
        .filter((p) => p.getName() !== 'kind')
        .map((p) => `| \`${p.getName()}\` | ${cell(typeText(file, p))} | ${docOf(p)} |\n`)
      const table = rows.length ? `\n| field | type | |\n| --- | --- | --- |\n${rows.join('')}` : ''
      const names = from.map((name) => `\`${name}\``).join(', ')
      return `## ${kind}\n\n${doc.getDescription().trim()} From ${names}; Go: ${since}.\n${table}\n`
    })
    .join('')
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll("'", '`')

/** A type's text, with the words that a name of this file stands for. */
function typeText(file, property) {
  return property
    .getTypeNodeOrThrow()
    .getText()
    .replace(/\b[A-Z]\w+/g, (name) => {
      const alias = file.getTypeAlias(name)
      return alias
        ? alias.getTypeNodeOrThrow().getText().replace(/\s+/g, ' ').replace(/^\| /, '')
        : name
    })
}
