// Writes everything that follows from packages/core/src/wire: the Go constants
// and encoders, the decoder, the JSON Schema, the tables of docs/wire.md. `--check` fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Project } from 'ts-morph'
import { decoderFile } from './decoder.mjs'
import { wireDoc } from './docs.mjs'
import { goFile } from './go.mjs'
import { schemaFile } from './schema.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wire = join(root, 'packages/core/src/wire')
const project = new Project({ tsConfigFilePath: join(root, 'packages/core/tsconfig.json') })
const source = (name) => project.getSourceFileOrThrow(join(wire, name))

const outputs = {
  'go-templates/runtime/wire_gen.go': goFile(source('format.ts'), source('records.ts')),
  'packages/core/src/wire/records.gen.ts': decoderFile(source('records.ts')),
  'docs/wire.md': wireDoc(
    readFileSync(join(root, 'docs/wire.md'), 'utf8'),
    source('format.ts'),
    source('records.ts'),
  ),
  'packages/core/src/stream.schema.json': schemaFile(source('stream.ts'), 'StreamLine'),
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
