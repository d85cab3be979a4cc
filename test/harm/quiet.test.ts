import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { both } from '../support/both.ts'
import { goModule } from '../support/go.ts'
import { gorv, run, testEnv } from '../support/gorv.ts'

test('the sampler allocates nothing on the program’s heap', async () => {
  const runs = await both('idle', ['2s'], { flags: ['--sample', '1ms'] })
  const [plain, under] = [runs.plain, runs.under].map(
    (one) => JSON.parse(one.stdout) as { mallocs: number; numGC: number },
  )
  expect(runs.under.stream.snapshots.length).toBeGreaterThan(500)
  // Less than one in ten snapshots; the runtime itself has a few of its own.
  expect(under?.mallocs).toBeLessThan((plain?.mallocs ?? 0) + 50)
  expect(under?.numGC).toBe(plain?.numGC)
})

/** A module after gorv init, with its own copy of the sampler. */
async function initialized(): Promise<{ cwd: string; sampler: string }> {
  const cwd = goModule('barrier', 'package main\n\nfunc main() {}\n')
  const made = await gorv(['init', '--json'], { cwd })
  expect(made.code, made.stderr).toBe(0)
  const { overlay } = JSON.parse(made.stdout) as { overlay: string }
  const { Replace } = JSON.parse(readFileSync(overlay, 'utf8')) as {
    Replace: Record<string, string>
  }
  const sampler = Object.values(Replace).find((file) => /\bfunc gorvSample\(/.test(text(file)))
  if (sampler === undefined) throw new Error(`no sampler in ${dirname(overlay)}`)
  return { cwd, sampler }
}

function text(file: string): string {
  return readFileSync(file, 'utf8')
}

test('the compiler refuses a sampler with a write barrier', async () => {
  const { cwd, sampler } = await initialized()
  const build = () =>
    run('go', ['build', '-overlay', join('.gorv', 'overlay.json'), '-o', 'program', '.'], {
      cwd,
      env: testEnv(),
    })
  const good = await build()
  expect(good.code, good.stderr).toBe(0)

  // In a function that the sampler calls, behind a pointer that the collector knows.
  const code = text(sampler)
  const barrier =
    code.replace(/\nfunc gorvSleep\([^\n]*\n/, '$&\tgorvLeak = getg().m\n') + '\nvar gorvLeak *m\n'
  expect(barrier).toContain('\tgorvLeak =')
  writeFileSync(sampler, barrier)
  const bad = await build()
  expect(bad.code).toBe(1)
  expect(bad.stderr).toContain('write barrier prohibited by caller')
})
