import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  errors,
  exposeBest,
  findToolchain,
  GorvError,
  hasModule,
  isVerified,
  messageOf,
  prepareOverlay,
  reportFacts,
  Ring,
  takeOverlayFlag,
  splitGoflags,
  whyForeign,
  type Toolchain,
} from '@gorv/core'
import { folderOf } from '../folder.ts'
import { checkOutput } from '../output.ts'
import type { Process } from '../process.ts'
import { version } from '../version.ts'

interface Check {
  name: string
  ok: boolean
  text: string
  hint: string | null
}

/** Goes the way of `gorv run` up to the build and says what it finds; 1 if run would fail. */
export async function doctorCommand(
  proc: Process,
  options: {
    go?: string
    offline?: boolean
    C?: string
    json?: boolean
    report?: string
    force?: boolean
  },
): Promise<number> {
  const cwd = folderOf(proc, options.C)
  const report = options.report === undefined ? undefined : resolve(cwd, options.report)
  if (report !== undefined) checkOutput(report, options.force === true, '--report')
  const checks: Check[] = []
  const note = (text: string) => void checks.push({ name: 'note', ok: true, text, hint: null })
  const check = async <T>(name: string, look: () => T | Promise<T>, tell: (found: T) => string) => {
    try {
      const found = await look()
      checks.push({ name, ok: true, text: tell(found), hint: null })
      return found
    } catch (error) {
      const hint = error instanceof GorvError ? (error.hint ?? null) : null
      checks.push({ name, ok: false, text: messageOf(error), hint })
      return undefined
    }
  }
  await check(
    'gorv',
    () => version,
    (v) => `${v} on Node ${process.version}`,
  )
  const toolchain = await check(
    'go',
    () =>
      findToolchain({
        cwd,
        env: proc.env,
        go: options.go,
        offline: options.offline,
        sources: 'runtime',
        note,
      }),
    (t) => `${t.version} ${t.goos}/${t.goarch}, GOROOT ${t.goroot} (${t.why}: ${t.found})`,
  )
  if (toolchain) {
    const best = await check(
      'runtime',
      () => exposeBest(toolchain),
      ({ exposed: e }) =>
        `${e.key} can be patched, ${standing(toolchain)}: ${e.facts.map(([, f]) => f.replace(/^fact_|\.go$/g, '')).join(', ')}`,
    )
    const exposed = best?.exposed
    for (const name of exposed?.missing ?? []) {
      checks.push({ name: 'unknown', ok: true, text: `${name}: this Go does not tell`, hint: null })
    }
    if (exposed?.attach) {
      const text = best?.inexact
        ? `no, gorv run samples: ${best.inexact.message}`
        : 'each event of the scheduler can be recorded'
      checks.push({ name: 'exact', ok: true, text, hint: null })
    }
    if (exposed) {
      await check(
        'overlay',
        () =>
          prepareOverlay({
            toolchain,
            env: proc.env,
            cwd,
            own: takeOverlayFlag(splitGoflags(toolchain.goflags)).overlay,
            exact: 'try',
          }),
        (o) =>
          `${o.file}${toolchain.refusesOverlay ? ` (through ${o.env['GOROOT']}, as GOROOT is in the module cache)` : ''}`,
      )
    }
    checks.push({
      name: 'module',
      ok: true,
      text: hasModule(toolchain)
        ? toolchain.gomod
        : 'none: gorv run takes files, gorv init needs a module',
      hint: null,
    })
    checks.push({ name: 'GOFLAGS', ok: true, text: toolchain.goflags || '(empty)', hint: null })
    const foreign = whyForeign(toolchain)
    if (foreign) {
      checks.push({ name: 'port', ok: false, text: foreign.message, hint: foreign.hint ?? null })
    } else if (exposed && !exposed.attach) {
      checks.push({
        name: 'sampler',
        ok: false,
        text: `none for ${toolchain.goos} yet`,
        hint: 'gorv init works there; gorv run on Linux, Windows, macOS and FreeBSD',
      })
    }
  }
  await check(
    'memory',
    () => new Ring().close(),
    () => 'shared memory for frames can be had',
  )

  const ok = checks.every((c) => c.ok)
  if (report !== undefined) writeReport(report, toolchain)
  if (options.json) {
    proc.stdout.write(JSON.stringify({ ok, checks }, null, 2) + '\n')
  } else {
    for (const c of checks) {
      proc.stdout.write(`${c.ok ? 'ok  ' : 'FAIL'} ${c.name.padEnd(8)} ${c.text}\n`)
      if (c.hint !== null) proc.stdout.write(`              ${c.hint}\n`)
    }
  }
  return ok ? 0 : 1
}

/** As in gorv versions. */
function standing({ version: release, goos, goarch, goroot }: Toolchain): string {
  return isVerified(release, goos, goarch, goroot)
    ? `verified with ${release}`
    : `expected to work with ${release}`
}

/** What a maintainer needs where a Go is refused, or known only in part. */
function writeReport(path: string, toolchain: Toolchain | undefined): void {
  const go = toolchain && {
    goversion: toolchain.version,
    goos: toolchain.goos,
    goarch: toolchain.goarch,
    runtime: reportFacts(toolchain),
  }
  const report = {
    type: 'gorv doctor report',
    gorv: version,
    node: process.version,
    go: go ?? null,
  }
  try {
    writeFileSync(path, JSON.stringify(report, null, 2) + '\n')
  } catch (error) {
    throw errors.unwritable(path, messageOf(error), 'choose another place with --report')
  }
}
