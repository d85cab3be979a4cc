/** Fills the places that docs/wire.md leaves for what the wire's sources say. */
export function wireDoc(text, format, records) {
  const parts = { constants: constants(format), records: recordTables(records) }
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

function constants(file) {
  const rows = file.getVariableDeclarations().map((one) => {
    const value = one.getInitializerOrThrow().getText().replaceAll("'", '`')
    return `| \`${one.getName()}\` | ${value} | ${docOf(one.getVariableStatementOrThrow())} |\n`
  })
  return `| name | value | |\n| --- | --- | --- |\n${rows.join('')}`
}

function recordTables(file) {
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
