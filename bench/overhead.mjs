// What the overlay costs when nobody watches, and what sampling at 16 ms
// costs, against the plain build of the same program. Where the linker happens
// to put a function changes such loops by some percent; so each build is linked
// in many random orders, and the means over them are compared.
import { spawn } from 'node:child_process'
import { Ring, spawnTarget } from '@gorv/core'
import { buildBoth, mean, quantile, standardError, table } from './support.mjs'

const layouts = Number(process.argv[2] ?? 12)
const rounds = Number(process.argv[3] ?? 6)

/** Runs a program; resolves to the number it prints. */
function run(start) {
  return new Promise((resolve, reject) => {
    const child = start()
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Number(text)))
  })
}

const stdio = ['ignore', 'pipe', 'inherit']
const bare = (path, env) => run(() => spawn(path, [], { env, stdio }))

/** With a sampler whose ring is emptied, as gorv run does. */
async function sampled(program, env) {
  const ring = new Ring()
  const drain = setInterval(() => ring.take(), 8)
  const options = { program, env, ring, stdio, args: [], cwd: process.cwd(), inherited: [] }
  const ns = await run(() => spawnTarget({ ...options, interval: 16e6 }))
  clearInterval(drain)
  ring.close()
  return ns
}

/** By how much the mean of the layouts is above the base's. */
function more(values, base) {
  const percent = (mean(values) / mean(base) - 1) * 100
  const error = (Math.hypot(standardError(values), standardError(base)) / mean(base)) * 100
  return `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)} % ± ${error.toFixed(1)}`
}

const rows = [['program', 'GOMAXPROCS', 'plain, ns/op', 'overlay, off', 'sampling at 16 ms']]
for (const name of ['pingpong', 'fanout']) {
  const builds = []
  for (let seed = 1; seed <= layouts; seed++) {
    builds.push(await buildBoth(name, seed))
  }
  for (const procs of [1, 2]) {
    const env = { ...process.env, GOMAXPROCS: String(procs) }
    const jobs = builds.flatMap(({ plain, patched }) => [
      { kind: 'plain', ns: [], go: () => bare(plain, env) },
      { kind: 'off', ns: [], go: () => bare(patched, env) },
      { kind: 'sample', ns: [], go: () => sampled(patched, env) },
    ])
    for (let i = 0; i < rounds; i++) {
      // In another order each time, so that no kind is always first.
      for (const job of jobs.toSorted(() => Math.random() - 0.5)) job.ns.push(await job.go())
    }
    // The better rounds of each layout: what disturbs a round only makes it slower.
    const of = (kind) =>
      jobs.filter((job) => job.kind === kind).map((job) => quantile(job.ns, 0.25))
    const plain = of('plain')
    rows.push([
      name,
      procs,
      `${mean(plain).toFixed(1)} ± ${standardError(plain).toFixed(1)}`,
      more(of('off'), plain),
      more(of('sample'), plain),
    ])
  }
}
console.log(
  `${layouts} random link orders, ${rounds} rounds of each; mean over the orders ± its standard error.\n`,
)
table(rows)
