// One release: its toolchain, and each of its ports.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expose, runtimeHash } from '@gorv/core'
import { checks, checksFor, copyPrograms } from './checks.mjs'
import { runnerOf } from './ports.mjs'
import { run } from './run.mjs'
import { openToolchain } from './toolchain.mjs'

/** Calls `onResult` with what came of each port: { release, port, passed, facts, failed?, absent?, unfetched?, seconds }. */
export async function runJob({ release, ports }, { dir, keep }, onResult) {
  let toolchain
  let there
  try {
    toolchain = await openToolchain(release, dir, keep)
    there = await portsOf(toolchain)
  } catch (error) {
    const failed = `fetch: ${error.message}`
    for (const port of ports) {
      onResult({ release, port, passed: [], facts: [], failed, unfetched: true, seconds: 0 })
    }
    return
  }
  try {
    for (const port of ports) {
      const began = performance.now()
      const result = there.includes(port)
        ? await verify(toolchain, port)
        : { passed: [], facts: [], absent: true }
      onResult({ release, port, ...result, seconds: (performance.now() - began) / 1000 })
      // Ports share nothing of it, and each takes some 200 MB.
      if (!keep) rmSync(toolchain.env.GOCACHE, { recursive: true, force: true })
    }
  } finally {
    toolchain.drop()
  }
}

async function portsOf({ goroot, dir, env }) {
  mkdirSync(dir, { recursive: true })
  const listed = await run(join(goroot, 'bin/go'), ['tool', 'dist', 'list'], { cwd: dir, env })
  if (listed.code !== 0) throw new Error(`go tool dist list: ${listed.stderr.trim()}`)
  return listed.stdout.split('\n')
}

/** Checks until one fails: what follows would fail for the same reason. */
async function verify(toolchain, port) {
  const [goos, goarch] = port.split('/')
  const dir = join(toolchain.dir, 'work')
  const passed = []
  const runtime = runtimeHash(toolchain.goroot)
  let facts = []
  let name = 'facts'
  try {
    facts = expose({ ...toolchain, goos, goarch }).facts.map(([, fragment]) =>
      fragment.replace(/^fact_|\.go$/g, ''),
    )
    copyPrograms(dir)
    const cell = {
      ...toolchain,
      env: { ...toolchain.env, GOOS: goos, GOARCH: goarch },
      port,
      runner: runnerOf(toolchain.release, port),
      dir,
      program: join(dir, goos === 'windows' ? 'program.exe' : 'program'),
      facts,
    }
    for (name of checksFor(cell)) {
      await checks[name](cell)
      passed.push(name)
    }
  } catch (error) {
    return { passed, facts, runtime, failed: `${name}: ${error.message}` }
  }
  return { passed, facts, runtime }
}
