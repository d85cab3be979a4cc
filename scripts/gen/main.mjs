// Writes everything that follows from packages/core/src/wire: the Go constants
// and encoders, the decoders, the JSON Schema, the tables of docs/wire.md and
// docs/events.md. `--check` fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Project } from 'ts-morph'
import { decoderFile } from './decoder.mjs'
import { constants, eventTables, fillDoc, recordTables } from './docs.mjs'
import { exactDecoderFile, exactGoFile, exactTable } from './exact.mjs'
import { goFile } from './go.mjs'
import { schemaFile } from './schema.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wire = join(root, 'packages/core/src/wire')
const project = new Project({ tsConfigFilePath: join(root, 'packages/core/tsconfig.json') })
const source = (name) => project.getSourceFileOrThrow(join(wire, name))

const doc = (name, parts) => fillDoc(readFileSync(join(root, name), 'utf8'), parts)

const outputs = {
  'go-templates/runtime/wire_gen.go': goFile(source('format.ts'), source('records.ts')),
  'go-templates/runtime/exact_gen.go': exactGoFile(source('events.ts')),
  'packages/core/src/wire/records.gen.ts': decoderFile(source('records.ts')),
  'packages/core/src/wire/events.gen.ts': exactDecoderFile(source('events.ts')),
  'docs/wire.md': doc('docs/wire.md', {
    constants: constants(source('format.ts')),
    records: recordTables(source('records.ts')),
    events: exactTable(source('events.ts')),
  }),
  'docs/events.md': doc('docs/events.md', { events: eventTables(source('stream-events.ts')) }),
  'packages/core/src/stream.schema.json': schemaFile(
    [source('stream.ts'), source('stream-events.ts')],
    'StreamLine',
  ),
}

let stale = 0
for (const [path, text] of Object.entries(outputs)) {
  const file = join(root, path)
  let old = ''
  try {
    old = readFileSync(file, 'utf8')
  } catch {}
  if (old === text) continue
  if (process.argv.includes('--check')) {
    console.error(`${path} is not what packages/core/src/wire says: run "pnpm gen"`)
    stale++
  } else {
    writeFileSync(file, text)
    console.log(`wrote ${path}`)
  }
}
process.exitCode = stale ? 1 : 0
