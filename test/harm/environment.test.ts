import { describe, expect, test } from 'vitest'
import { both, modes, type BothOptions } from '../support/both.ts'
import { testEnv } from '../support/gorv.ts'

interface Environment {
  go: string[]
  c: string[]
  kernel: string[]
  getenv: string
  system: number
}

/** What a program sees of its environment, as a set. */
async function environments(options: BothOptions): Promise<[Environment, Environment]> {
  const runs = await both('environment', [], options)
  expect(runs.under.stderr).toBe(runs.plain.stderr)
  const parsed = [runs.plain, runs.under].map((run) => {
    const environment = JSON.parse(run.stdout) as Environment
    for (const list of [environment.go, environment.c, environment.kernel]) list.sort()
    return environment
  })
  return parsed as [Environment, Environment]
}

const odd = {
  EMPTY: '',
  EQUALS: '=a=b=',
  LINES: 'one\ntwo\n',
  UNICODE: 'zażółć 🐹',
  'with space': ' x ',
  'dotted.name-1': '1',
  GODEBUG: 'madvdontneed=1',
  GORVATTACH: 'not gorv’s',
  NODE_OPTIONS: '--max-old-space-size=4000',
}

describe.each(modes)('%s', (_mode, flags) => {
  test('Go, C and the kernel show what a plain run has, and nothing of gorv', async () => {
    const [plain, under] = await environments({ env: testEnv(odd), flags })
    expect(plain.go).toContain('UNICODE=zażółć 🐹')
    expect(plain.go).toContain('LINES=one\ntwo\n')
    expect(under).toEqual(plain)
    expect(under.go).toEqual(under.c)
    expect(under.go).toEqual(under.kernel)
    expect(under.go.join('\n')).not.toContain('GORV_ATTACH')
    // getenv in C finds nothing, and grep in a child of system(3) neither.
    expect(under).toMatchObject({ getenv: '', system: 1 })
  })

  test('an attach variable of an outer gorv does not get through either', async () => {
    const outer = `7,${'0'.repeat(32)},1000000`
    const { under } = await both('environment', [], { env: testEnv({ GORV_ATTACH: outer }), flags })
    const seen = JSON.parse(under.stdout) as Environment
    expect(seen.go.join('\n')).not.toContain('GORV_ATTACH')
    expect(seen.kernel.join('\n')).not.toContain('GORV_ATTACH')
    expect(under.stream.snapshots.length).toBeGreaterThan(0)
  })
})
