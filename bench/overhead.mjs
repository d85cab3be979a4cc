// What the overlay costs when nobody watches, and what sampling at 16 ms
// costs, against the plain build of the same program; interleaved rounds.
import { spawn } from 'node:child_process'
import { Ring, spawnTarget } from '@gorv/core'
import { buildBoth, overhead, sh, spread, table } from './support.mjs'

const rounds = Number(process.argv[2] ?? 15)

/** Runs a program with a sampler whose ring is emptied, as gorv run does; resolves to what it prints. */
function sampled(path) {
  return new Promise((resolve, reject) => {
    const ring = new Ring()
    const child = spawnTarget({
      program: path,
      args: [],
      cwd: process.cwd(),
      env: process.env,
      ring,
      interval: 16e6,
      stdio: ['ignore', 'pipe', 'inherit'],
      inherited: [],
    })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    const drain = setInterval(() => ring.take(), 8)
    child.on('error', reject)
    child.on('close', () => {
      clearInterval(drain)
      const got = ring.take().length
      ring.close()
      resolve({ ns: Number(text), got })
    })
  })
}

/** The same with nothing but the spawn, so that the two differ in the sampler alone. */
function bare(path) {
  return new Promise((resolve, reject) => {
    const child = spawn(path, [], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Number(text)))
  })
}

const rows = [['program', 'plain, ns/op', 'plain again', 'overlay, off', 'sampling at 16 ms']]
for (const name of ['pingpong', 'fanout']) {
  const { plain, patched } = await buildBoth(name)
  sh(plain, [])
  const ns = { plain: [], again: [], off: [], sample: [] }
  const kinds = [
    ['plain', () => bare(plain)],
    ['again', () => bare(plain)],
    ['off', () => bare(patched)],
    ['sample', async () => (await sampled(patched)).ns],
  ]
  for (let i = 0; i < rounds; i++) {
    // Each round begins with another kind, so that no kind is always first.
    for (let k = 0; k < kinds.length; k++) {
      const [kind, run] = kinds[(i + k) % kinds.length]
      ns[kind].push(await run())
    }
  }
  rows.push([
    name,
    spread(ns.plain),
    overhead(ns.again, ns.plain),
    overhead(ns.off, ns.plain),
    overhead(ns.sample, ns.plain),
  ])
}
console.log(
  `${rounds} rounds; median (interquartile range). "plain again" is the noise of the measurement.\n`,
)
table(rows)
