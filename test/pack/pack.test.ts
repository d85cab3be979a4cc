import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { run, tempDir, testEnv } from '../support/gorv.ts'
import { root } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

const packages = ['core', 'renderer-json', 'renderer-ascii', 'renderer-html', 'cli']

/** npm without this repository's own settings. */
const npm = (args: string[], cwd: string) =>
  run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: testEnv() })

// Outside of the repository, so that nothing of it can be found from there.
const home = mkdtempSync(join(tmpdir(), 'gorv-installed-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('packed and installed into an empty folder, npx gorv works without the repository', async () => {
  const tarballs = tempDir('tarballs')
  for (const name of packages) {
    const packed = await run(
      'npx',
      ['--yes', 'pnpm@10.34.8', 'pack', '--pack-destination', tarballs],
      { cwd: join(root, 'packages', name) },
    )
    expect(packed.code, packed.stderr).toBe(0)
  }
  const files = readdirSync(tarballs).map((file) => join(tarballs, file))
  expect(files).toHaveLength(packages.length)
  const installed = await npm(['install', '--prefix', home, ...files], home)
  expect(installed.code, installed.stderr).toBe(0)

  goModule(
    'packed',
    'package main\n\nimport "time"\n\nfunc main() { time.Sleep(100 * time.Millisecond); println("hello") }\n',
    join(home, 'packed'),
  )
  const json = await run(
    'npx',
    ['--no', 'gorv', 'run', '-r', 'json', '-o', 'out.ndjson', '-C', 'packed', '.'],
    {
      cwd: home,
    },
  )
  expect(json.code, json.stderr).toBe(0)
  expect(json.stderr).toContain('hello')
  expect(
    parseStream(readFileSync(join(home, 'packed/out.ndjson'), 'utf8')).snapshots.length,
  ).toBeGreaterThan(2)

  const html = await run(
    'npx',
    ['--no', 'gorv', 'run', '-r', 'html', '-o', 'out.html', '-C', 'packed', '.'],
    {
      cwd: home,
    },
  )
  expect(html.code, html.stderr).toBe(0)
  expect(readFileSync(join(home, 'packed/out.html'), 'utf8')).toContain('<!-- gorv report')
})
