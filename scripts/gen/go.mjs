import { records } from './records.mjs'

const goTypes = {
  Uvarint: ['uint64', 'putUvarint'],
  Svarint: ['int64', 'putSvarint'],
  U64: ['uint64', 'putU64'],
  Text: ['string', 'putText'],
}

/** wire_gen.go: the constants of format.ts and an encoder for each record. */
export function goFile(format, recordsFile) {
  const lines = [
    '// Code generated from packages/core/src/wire by "pnpm gen". DO NOT EDIT.',
    '',
    'package runtime',
    '',
  ]
  const constants = format.getVariableDeclarations().map((constant) => {
    const value = constant.getInitializerOrThrow().getText()
    return [`gorv${upper(constant.getName())}`, goLiteral(value)]
  })
  const width = Math.max(...constants.map(([name]) => name.length))
  lines.push('const (')
  for (const [name, value] of constants) lines.push(`\t${name.padEnd(width)} = ${value}`)
  lines.push(')')
  for (const { name, fields } of records(recordsFile)) {
    const params = fields.map((f) => `${goName(f.name)} ${goTypes[f.type][0]}`).join(', ')
    lines.push('', '//go:nowritebarrierrec', `func gorvPut${name}(b *gorvBuf, ${params}) {`)
    for (const f of fields) lines.push(`\tb.${goTypes[f.type][1]}(${goName(f.name)})`)
    lines.push('}')
  }
  return lines.join('\n') + '\n'
}

const upper = (name) => name[0].toUpperCase() + name.slice(1)
const goName = (name) => (name === 'goos' || name === 'goarch' ? name + 'Name' : name)

function goLiteral(text) {
  if (!/^['"]/.test(text)) return text
  // A JavaScript string of Latin-1 characters as a Go string of bytes.
  const value = new Function(`return ${text}`)()
  return `"${[...value].map((c) => (/[\x20-\x7e]/.test(c) ? c : '\\x' + c.charCodeAt(0).toString(16).padStart(2, '0'))).join('')}"`
}
