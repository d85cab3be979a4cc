// npm test: sets everything up, runs every check and every test, and closes
// with the line "N passed, N failed". Words after -- choose test files.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checks } from './checks.mjs'
import { setup } from './setup.mjs'
import { systemPackages } from './system-packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const chosen = process.argv.slice(2)
let passed = 0
let failed = 0

/** GiB that caches, toolchains and recordings come to where there were none. */
const needed = 8

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

function check([name, command, args, dir = '.']) {
  const began = performance.now()
  const result = spawnSync(command, args, { cwd: join(root, dir), encoding: 'utf8' })
  const ok = result.status === 0
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds(began)})`)
  if (!ok) console.log(`${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`)
  if (ok) passed++
  else failed++
}

function vitest(project) {
  const report = join(root, 'test/.tmp', `${project}.json`)
  rmSync(report, { force: true })
  const result = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
      ...(chosen.length > 0 ? ['--passWithNoTests', ...chosen] : []),
    ],
    { cwd: root, stdio: 'inherit' },
  )
  let counted = 0
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    passed += numPassedTests
    counted = numFailedTests || numFailedTestSuites
  } catch {
    counted = 1
  }
  // A run that failed without a failed test (a setup, an unhandled error) counts too.
  failed += result.status === 0 ? counted : Math.max(1, counted)
}

/** Says it before the tests do, each in its own words. */
function room() {
  const { bavail, bsize } = statfsSync(root)
  const free = (bavail * bsize) / 2 ** 30
  if (free < needed) {
    console.error(
      `only ${free.toFixed(1)} GiB are free here; with empty caches the tests take ${needed}`,
    )
  }
}

/** A spread of Go's releases and a few other systems; what it fetches goes with each, as some 20 toolchains are much. */
async function releases() {
  // It imports gorv itself, which is built only by now.
  const { matrix } = await import('./matrix/main.mjs')
  const options = { spread: true, 'no-write': true, only: [], jobs: 2 }
  const counted = await matrix(options)
  passed += counted.passed
  failed += counted.failed
}

try {
  systemPackages()
  setup()
  // What the last run left, which may be much.
  if (chosen.length === 0) rmSync(join(root, 'test/.tmp'), { recursive: true, force: true })
  mkdirSync(join(root, 'test/.tmp'), { recursive: true })
  room()
  if (chosen.length === 0) for (const one of checks) check(one)
  vitest('unit')
  vitest('e2e')
  if (chosen.length === 0) await releases()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  failed++
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
