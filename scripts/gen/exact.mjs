/** What follows from events.ts: the Go constants, the decoder, the table of docs/wire.md. */

/** A constant of plain data, as a value. */
function literal(file, name) {
  let node = file.getVariableDeclarationOrThrow(name).getInitializerOrThrow()
  while (['AsExpression', 'SatisfiesExpression'].includes(node.getKindName())) {
    node = node.getExpression()
  }
  return new Function(`return ${node.getText()}`)()
}

const upper = (name) => name[0].toUpperCase() + name.slice(1)

/** runFrom's words as names: 'idle-gc' is runFromIdleGc. */
const word = (text) => text.split('-').map(upper).join('')

export function exactGoFile(file) {
  const constants = [
    ...literal(file, 'recordKinds').map((r) => [`gorvRec${upper(r.name)}`, r.no]),
    ...literal(file, 'runFrom').map((from, no) => [`gorvRunFrom${word(from)}`, no]),
  ]
  const width = Math.max(...constants.map(([name]) => name.length))
  return [
    '// Code generated from packages/core/src/wire by "pnpm gen". DO NOT EDIT.',
    '',
    'package runtime',
    '',
    'const (',
    ...constants.map(([name, value]) => `\t${name.padEnd(width)} = ${value}`),
    ')',
    '',
  ].join('\n')
}

const readers = {
  u: 'r.u()',
  s: 'r.s()',
  g: 'r.goid += r.s()',
  cg: 'r.cgoid += r.s()',
  p: 'r.u()',
  m: 'r.u()',
  seq: 'r.lockSeq += r.u()',
  epoch: 'r.byte()',
  aw: "r.due('addWhen')",
  at: 'r.addTimer += r.s()',
  fw: "r.due('fireWhen')",
  ft: 'r.fireTimer += r.s()',
}

function readField([name, type]) {
  if (type === 'list') return 'r.readList()'
  if (type === 'ps') return 'r.readPs()'
  if (type === 'on') return 'r.readOn(r.reason & 15)'
  return `r.${name} = ${readers[type]}`
}

export function exactDecoderFile(file) {
  const kinds = literal(file, 'recordKinds')
  const names = [
    ...new Set(
      kinds.flatMap(({ fields }) =>
        Object.keys(fields).filter((name) => !['list', 'ps', 'on'].includes(fields[name])),
      ),
    ),
  ]
  const lines = [
    '// Generated from events.ts by "pnpm gen". Do not edit.',
    "import { FieldReader } from './field-reader.ts'",
    '',
    ...kinds.map((r) => `export const rec${upper(r.name)} = ${r.no}`),
    '',
    ...literal(file, 'runFrom').map((from, no) => `export const runFrom${word(from)} = ${no}`),
    '',
    'export const recordNames = [',
    "  '',",
    ...kinds.map((r) => `  '${r.name}',`),
    ']',
    '',
    '/** 1 for the kinds that carry a stamp. */',
    `export const stamped = Uint8Array.of(0, ${kinds.map((r) => Number(r.stamped)).join(', ')})`,
    '',
    '/** 1 for the kinds that are done under sched.lock. */',
    `export const underLock = Uint8Array.of(0, ${kinds.map((r) => Number(Object.values(r.fields).includes('seq'))).join(', ')})`,
    '',
    '/** The fields of the record at hand; those that its kind does not have are left over from others. */',
    'export class RecordFields extends FieldReader {',
    ...names.map((name) => `  ${name} = 0`),
    '}',
    '',
    'export function readFields(r: RecordFields, kind: number): void {',
    '  switch (kind) {',
    ...kinds.flatMap((r) => [
      `    case ${r.no}: // ${r.name}`,
      ...Object.entries(r.fields).map((field) => `      ${readField(field)}`),
      '      return',
    ]),
    '    default:',
    '      r.fail(`no record has number ${kind}`)',
    '  }',
    '}',
    '',
  ]
  return lines.join('\n')
}

export function exactTable(file) {
  const rows = literal(file, 'recordKinds').map((r) => {
    const fields = Object.entries(r.fields).map(([name, type]) => `${name} ${type}`)
    return `| ${r.no} | \`${r.name}\` | ${r.stamped ? 'yes' : ''} | ${fields.join(', ')} | ${r.means} | \`${r.from}\` |\n`
  })
  return `| | name | stamped | fields | | in |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('')}`
}
