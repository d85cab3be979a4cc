// What tsc does not carry into dist: the Go templates, the JSON Schema, what
// was verified, the viewer. Files that are right already are left alone: tests may be using them.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { viewerFiles } from './viewer.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const core = join(root, 'packages/core/dist')
const templates = join(root, 'go-templates/runtime')

function put(path, bytes) {
  try {
    if (readFileSync(path).equals(bytes)) return
  } catch {
    mkdirSync(dirname(path), { recursive: true })
  }
  writeFileSync(path, bytes)
}

const names = readdirSync(templates).filter((name) => name !== 'editor_stubs.go')
for (const name of names) put(join(core, 'go-templates', name), readFileSync(join(templates, name)))
for (const name of readdirSync(join(core, 'go-templates'))) {
  if (!names.includes(name)) rmSync(join(core, 'go-templates', name))
}
for (const name of ['stream.schema.json', 'exposure/verified.json']) {
  put(join(core, name), readFileSync(join(root, 'packages/core/src', name)))
}
for (const { path, bytes } of await viewerFiles()) put(path, bytes)
