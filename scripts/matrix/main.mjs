// What the words of `pnpm matrix` ask for, one line as each result comes.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runJob } from './job.mjs'
import { parseWords, planOf, usage } from './plan.mjs'
import { listReleases } from './releases.mjs'
import {
  documentIsFresh,
  inputsHash,
  keyOf,
  readResults,
  writeDocument,
  writeResult,
} from './results.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Gives the exit code. */
export async function main(words) {
  try {
    const options = parseWords(words)
    if (options.help) console.log(usage)
    else if (options.list) for (const line of await list(options)) console.log(line)
    else if (options.document) writeDocument()
    else if (options.check) return check()
    else {
      const { passed, failed } = await matrix(options)
      console.log(`${passed} passed, ${failed} failed`)
      return failed > 0 ? 1 : 0
    }
    return 0
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

async function list(options) {
  const jobs = planOf(options, await listReleases(root))
  return jobs.flatMap(({ release, ports }) => ports.map((port) => `${release} ${port}`))
}

function check() {
  if (documentIsFresh()) return 0
  console.error('docs/versions.md is not what verified.json says: run "pnpm matrix --document"')
  return 1
}

/** Goes through what the options choose, two releases at a time unless they say otherwise. */
export async function matrix(options) {
  const dir = join(root, '.cache/matrix')
  mkdirSync(dir, { recursive: true })
  const plan = planOf(options, await listReleases(dir))
  if (plan.length === 0) throw new Error('nothing is chosen')
  const inputs = inputsHash()
  const known = new Map()
  if (!options.again && !options['no-write']) {
    for (const one of readResults()) {
      if (one.inputs === inputs && !one.failed) known.set(keyOf(one), one)
    }
  }
  let passed = 0
  let failed = 0
  const tell = (result, time) => {
    if (result.failed) failed++
    else if (!result.absent) passed++
    const mark = result.failed ? 'FAIL' : result.absent ? '-   ' : 'ok  '
    const what = [...result.passed, result.absent ? 'this release has no such port' : '']
    const place = `${result.release.padEnd(11)} ${result.port.padEnd(13)} ${time.padStart(10)}`
    console.log(
      `${mark} ${place}  ${what.join(' ').trim()}${result.failed ? ` ${result.failed}` : ''}`,
    )
  }

  const queue = []
  for (const { release, ports } of plan) {
    const left = ports.filter((port) => !known.has(keyOf({ release, port })))
    for (const port of ports) {
      const one = known.get(keyOf({ release, port }))
      if (one) tell(one, one.date)
    }
    if (left.length > 0) queue.push({ release, ports: left })
  }
  const date = new Date().toISOString().slice(0, 10)
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      await runJob(job, { dir, keep: options.keep }, ({ seconds, ...result }) => {
        tell(result, `${seconds.toFixed(0)} s`)
        // A network that is down says nothing about a release.
        if (!options['no-write'] && !result.unfetched) writeResult({ ...result, date, inputs })
      })
    }
  }
  await Promise.all(Array.from({ length: options.jobs }, worker))
  if (!options.keep) rmSync(join(dir, 'wine'), { recursive: true, force: true })
  if (!options['no-write']) writeDocument()
  return { passed, failed }
}
