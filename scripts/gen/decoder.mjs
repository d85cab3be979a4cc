import { records } from './records.mjs'

const readers = { Uvarint: 'uvarint', Svarint: 'svarint', U64: 'u64', Text: 'text' }

/** records.gen.ts: a decoder for each record. */
export function decoderFile(recordsFile) {
  const all = records(recordsFile)
  const lines = [
    '// Generated from records.ts by "pnpm gen". Do not edit.',
    "import type { ByteReader } from './byte-reader.ts'",
    `import type { ${all.map((r) => `${r.name}Record`).join(', ')} } from './records.ts'`,
  ]
  for (const { name, fields } of all) {
    lines.push('', `export function read${name}(r: ByteReader): ${name}Record {`, '  return {')
    for (const f of fields) lines.push(`    ${f.name}: r.${readers[f.type]}(),`)
    lines.push('  }', '}')
  }
  return lines.join('\n') + '\n'
}
