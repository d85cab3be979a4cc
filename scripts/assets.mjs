// What tsc does not carry into dist: the Go templates, the JSON Schema, the viewer.
import { cpSync, mkdirSync, rmSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'packages/core/dist')
const templates = join(root, 'go-templates/runtime')

rmSync(join(dist, 'go-templates'), { recursive: true, force: true })
mkdirSync(join(dist, 'go-templates'), { recursive: true })
for (const file of readdirSync(templates)) {
  if (file !== 'editor_stubs.go') cpSync(join(templates, file), join(dist, 'go-templates', file))
}
cpSync(join(root, 'packages/core/src/stream.schema.json'), join(dist, 'stream.schema.json'))
await import('./viewer.mjs')
