import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { run, tempDir } from '../support/gorv.ts'
import { root } from '../support/paths.ts'

/** Files that break one rule each, laid out as the repository is. */
const offences: Record<string, string> = {
  'packages/core/src/model/a.ts': 'export const a = 1',
  'packages/core/src/wire/b.ts': "export { a } from '../model/a.ts'",
  'packages/core/src/recording/live.ts': "export { a as live } from '../model/a.ts'",
  'packages/core/src/model/c.ts': "export { live } from '../recording/live.ts'",
  'packages/core/src/renderer/d.ts': 'export const d = 1',
  'packages/core/src/target/e.ts': "export { d } from '../renderer/d.ts'",
  'packages/core/src/toolchain/f.ts': "export { d } from '../target/e.ts'",
  'packages/core/src/download/f.ts': "export { d } from '../toolchain/f.ts'",
  'packages/renderer-x/src/index.ts': 'export const x = 1',
  'packages/renderer-y/src/index.ts': "export { x } from '../../renderer-x/src/index.ts'",
  'packages/core/src/g.ts': "export { x } from '../../renderer-x/src/index.ts'",
  'packages/cli/src/h.ts': "export { x } from '../../renderer-x/src/index.ts'",
  'packages/cli/src/i.ts': "export { a } from '../../core/src/model/a.ts'",
  'packages/cli/src/j.ts': "export * from './k.ts'",
  'packages/cli/src/k.ts': "export * from './j.ts'",
  'packages/cli/src/fine.ts': "export const load = () => import('../../renderer-x/src/index.ts')",
}

test('each arrow of docs/architecture.md is held: who breaks it is named', async () => {
  const dir = tempDir('arrows')
  for (const [path, text] of Object.entries(offences)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text + '\n')
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) {
    copyFileSync(join(root, name), join(dir, name))
  }
  const bin = join(root, 'node_modules/.bin/depcruise')
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages']
  const result = await run(bin, args, { cwd: dir })
  const { summary } = JSON.parse(result.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] }
  }
  const found = summary.violations.map((v) => `${v.rule.name}: ${v.from.replace('packages/', '')}`)
  expect(found).toEqual(
    expect.arrayContaining([
      'wire-imports-nothing: core/src/wire/b.ts',
      'model-imports-wire-alone: core/src/model/c.ts',
      'capture-knows-no-renderer: core/src/target/e.ts',
      'finding-go-knows-no-run: core/src/toolchain/f.ts',
      'downloading-knows-no-go: core/src/download/f.ts',
      'core-knows-nobody: core/src/g.ts',
      'renderers-know-core-alone: renderer-y/src/index.ts',
      'renderers-on-demand: cli/src/h.ts',
      'core-by-its-entry-points: cli/src/i.ts',
      'no-cycles: cli/src/j.ts',
    ]),
  )
  expect(found.filter((line) => line.includes('fine'))).toEqual([])
})
