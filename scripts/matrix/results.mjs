// What was verified, as data that ships with the package: verified.json, one line a result.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareReleases } from '@gorv/core'
import { documentOf } from './document.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = join(root, 'packages/core/src/exposure/verified.json')
const document = join(root, 'docs/versions.md')

export function readResults() {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Puts a result in the place of what was known of the same release and port. */
export function writeResult(result) {
  const keyed = new Map([...readResults(), result].map((one) => [keyOf(one), one]))
  const lines = [...keyed.values()]
    .sort((a, b) => compareReleases(a.release, b.release) || (a.port < b.port ? -1 : 1))
    .map((one) => JSON.stringify(one))
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
}

export function writeDocument() {
  writeFileSync(document, documentOf(readResults()))
}

/** Whether docs/versions.md is what verified.json gives. */
export function documentIsFresh() {
  return readFileSync(document, 'utf8') === documentOf(readResults())
}

export const keyOf = ({ release, port }) => `${release} ${port}`

/** A hash of all that decides what is built into a program: a result holds as long as it does. */
export function inputsHash() {
  const hash = createHash('sha256')
  for (const dir of ['go-templates/runtime', 'packages/core/src/exposure']) {
    const names = readdirSync(join(root, dir)).filter(
      (name) =>
        /\.(go|ts)$/.test(name) && !/\.test\.ts$|^(editor_stubs\.go|verified\.ts)$/.test(name),
    )
    for (const name of names.sort()) {
      hash.update(`${name}\0`).update(readFileSync(join(root, dir, name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}
