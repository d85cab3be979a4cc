// Shared by the benches: building, running, medians with their spread.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findToolchain, prepareOverlay } from '@gorv/core'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const gorvBin = join(root, 'packages/cli/bin/gorv.js')
const out = join(root, '.cache/bench')
mkdirSync(out, { recursive: true })

export function sh(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options })
  if (result.status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${result.error ?? result.stderr}`)
  }
  return result.stdout
}

export const program = (name) => join(root, 'bench/programs', name)

/** Builds a bench program plainly and with gorv's overlay, linked in the order of a seed: paths of both. */
export async function buildBoth(name, seed) {
  const cwd = program(name)
  const toolchain = await findToolchain({ cwd, env: process.env })
  const overlay = prepareOverlay({ toolchain, env: process.env, cwd })
  const plain = join(out, `${name}-plain-${seed}`)
  const patched = join(out, `${name}-gorv-${seed}`)
  const flags = [`-ldflags=-randlayout=${seed}`]
  sh('go', ['build', ...flags, '-o', plain, '.'], { cwd })
  sh(toolchain.go, ['build', ...flags, '-overlay', overlay.file, '-o', patched, '.'], {
    cwd,
    env: overlay.env,
  })
  return { plain, patched }
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

export function standardError(values) {
  const m = mean(values)
  const squares = values.map((value) => (value - m) ** 2)
  return Math.sqrt(mean(squares) / (values.length - 1))
}

export const median = (values) => quantile(values, 0.5)

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)]
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at))
}

/** Median and interquartile range. */
export function spread(values, digits = 1) {
  const f = (x) => x.toFixed(digits)
  return `${f(median(values))} (${f(quantile(values, 0.25))}–${f(quantile(values, 0.75))})`
}

export function table(rows) {
  const [head] = rows
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`)
  for (const row of rows.slice(1)) console.log(`| ${row.join(' | ')} |`)
  console.log()
}
