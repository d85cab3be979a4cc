// Goes through releases and packages, and says what came of each as a line of a table.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildTests, openRelease } from './build.mjs'
import { runExactly, runPlainly } from './run.mjs'
import { differing, listed, topOf, verdictsOf } from './verdicts.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const releases = ['1.16.15', '1.22.12', '1.27.4']
const packages =
  'sync sync/atomic context time net net/http os/exec internal/poll internal/trace runtime'.split(
    ' ',
  )

/** Gives the exit code: 1 if any test ended otherwise than without gorv. */
export async function main(words) {
  const at = words.indexOf('--go')
  const chosen = at < 0 ? releases : words.splice(at, 2)[1].split(',')
  const names = words.length > 0 ? words : packages
  mkdirSync(join(root, '.cache'), { recursive: true })
  const dir = mkdtempSync(join(root, '.cache/std-'))
  console.log('| package | Go | passed | failed | skipped | events | differences |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  let differences = 0
  try {
    for (const version of chosen) {
      const release = await openRelease(version, dir)
      for (const name of names) {
        const result = await compare(release, name).catch((error) => ({ said: [error.message] }))
        const { passed = '–', failed = '–', skipped = '–', events = '–', said } = result
        const cells = [name, version, passed, failed, skipped, events, said.join('; ') || 'none']
        console.log(`| ${cells.join(' | ')} |`)
        differences += said.length
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  return differences > 0 ? 1 : 0
}

/** Both builds of one package's tests; what differs is run again by itself, as not every test is steady. */
async function compare(release, name) {
  const built = await buildTests(release, name)
  if (built === undefined) return { said: [] }
  const [plain, exact] = [await runPlainly(built.plain), await runExactly(built.exact)]
  const [without, under] = [verdictsOf(plain.stdout), verdictsOf(exact.stdout)]
  const said = []
  const tops = new Set(differing(without, under).map(topOf))
  // A run that did not come to its end has no more to say of single tests.
  if (plain.code !== exact.code && tops.size === 0) said.push(ends(plain, exact))
  for (const top of [...tops].sort()) {
    const only = `^${top}$`
    const [again, other] = [
      await runPlainly(built.plain, only),
      await runExactly(built.exact, only),
    ]
    said.push(...differing(verdictsOf(again.stdout), verdictsOf(other.stdout)))
    if (again.code !== other.code) said.push(`${top}: ${ends(again, other)}`)
  }
  if (exact.unordered) said.push(`events: ${exact.unordered}`)
  if (exact.lost) said.push(`${exact.lost} events were lost`)
  return { ...listed(under), events: exact.events, said }
}

const ends = (plain, exact) =>
  `ended with ${plain.code ?? plain.signal} without, ${exact.code ?? exact.signal} with`
