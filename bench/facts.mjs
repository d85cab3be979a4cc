// What knowing a Go costs: reading its runtime's declarations, and gorv init,
// with node and go themselves as the peers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expose, surveyVersions } from '@gorv/core'
import { gorvBin, median, sh, spread, table } from './support.mjs'

const rounds = Number(process.argv[2] ?? 20)
const survey = await surveyVersions({ cwd: tmpdir(), env: process.env, offline: true })
const here = survey.versions.filter(
  (one) => one.path !== null && ['verified', 'expected'].includes(one.status),
)
const parses = [['Go', 'facts and patched runtime2.go, ms']]
for (const { version, path: goroot, goos, goarch } of here) {
  const ms = Array.from({ length: rounds }, () => time(() => expose({ goroot, goos, goarch })))
  parses.push([version, spread(ms)])
}
table(parses)

const dir = mkdtempSync(join(tmpdir(), 'gorv-facts-'))
writeFileSync(join(dir, 'go.mod'), 'module example.com/facts\n\ngo 1.16\n')
const commands = {
  'node -e 0': [process.execPath, '-e', '0'],
  'go version': ['go', 'version'],
  'gorv init, warm': [process.execPath, gorvBin, 'init'],
}
const ms = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
const run = ([command, ...args]) => sh(command, args, { cwd: dir })
for (const words of Object.values(commands)) run(words)
for (let i = 0; i < Math.ceil(rounds / 2); i++) {
  for (const [name, words] of Object.entries(commands)) ms[name].push(time(() => run(words)))
}
rmSync(dir, { recursive: true })
const node = median(ms['node -e 0'])
table([
  ['command', 'ms', 'against node -e 0'],
  ...Object.entries(ms).map(([name, all]) => [
    name,
    spread(all, 0),
    `${(median(all) / node).toFixed(1)}×`,
  ]),
])

function time(work) {
  const began = performance.now()
  work()
  return performance.now() - began
}
