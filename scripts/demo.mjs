// npm run demo [-- --live] [-- <example>]: sets up, runs an example, shows its report.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setup } from './setup.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = process.argv.slice(2)
const live = words.includes('--live')
const example = words.find((word) => !word.startsWith('-')) ?? 'workerpool'
const known = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

if (!known.includes(example)) {
  console.error(`no example ${example}; there are ${known.join(', ')}`)
  process.exit(2)
}
if (live && !process.stdout.isTTY) {
  console.error('--live draws on a terminal, and this is none; without it you get a report')
  process.exit(2)
}
setup()

const out = join(root, '.cache/demo')
mkdirSync(out, { recursive: true })
const recording = join(out, `${example}.gorv`)
const report = join(out, `${example}.html`)
const render = live ? ['-r', 'ascii'] : ['-r', 'html', '-o', report]
const gorv = join(root, 'packages/cli/bin/gorv.js')
const args = [gorv, 'run', '-C', join(root, 'examples', example), '--record', recording, ...render]
const result = spawnSync(process.execPath, [...args, '.'], { stdio: 'inherit' })
if (result.status === 0 && !live) {
  console.log(`\nThe report of examples/${example}: open it in a browser, play or scrub.\n`)
  console.log(`  ${report}\n  ${pathToFileURL(report).href}\n`)
}
process.exitCode = result.status ?? 1
