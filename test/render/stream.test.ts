import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { gorv, run, tempDir } from '../support/gorv.ts'
import { gorvBin, programs, root } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

const steady = join(programs, 'steady')
const schema = JSON.parse(
  readFileSync(join(root, 'packages/core/src/stream.schema.json'), 'utf8'),
) as object

test('every line of a real run is what the schema says', async () => {
  const out = join(tempDir('schema'), 'out.ndjson')
  const args = ['run', '-r', 'json', '-o', out, '--sample', '2ms', '.', '--', '-d', '500ms']
  expect((await gorv(args, { cwd: steady })).code).toBe(0)
  const validate = new Ajv2020({ allErrors: true }).compile(schema)
  const text = readFileSync(out, 'utf8')
  for (const line of text.trimEnd().split('\n')) {
    expect(validate(JSON.parse(line)), JSON.stringify(validate.errors) + line).toBe(true)
  }
  // The schema is strict enough to notice what is missing or new.
  const snapshot = text.split('\n')[1] ?? ''
  expect(validate(JSON.parse(snapshot.replace('"torn":false', '"worn":false')))).toBe(false)
  expect(validate(JSON.parse(snapshot.replace('"runqsize":', '"runqsize":null,"x":')))).toBe(false)
})

test('the stream tells of this run: one hello, snapshots in order, one end', async () => {
  const out = join(tempDir('story'), 'out.ndjson')
  const flags = ['--sample', '16ms', '-r', 'json', '-o', out]
  const args = ['run', ...flags, '.', '--', '-d', '300ms', '-code', '7']
  expect((await gorv(args, { cwd: steady })).code).toBe(7)
  const { hello, snapshots, end } = parseStream(readFileSync(out, 'utf8'))
  expect(hello).toMatchObject({ wire: 1, mode: 'sample', goos: 'linux', interval: 16_000_000 })
  expect(hello.argv.slice(1)).toEqual(['-d', '300ms', '-code', '7'])
  expect(hello.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/)
  expect(Math.abs(Date.parse(hello.start) - Date.now())).toBeLessThan(120_000)
  expect(end).toMatchObject({ exitcode: 7, signal: null, truncated: false, notes: [] })
  expect(end.snapshots).toBe(snapshots.length)
  expect(snapshots.length).toBeGreaterThan(10)
  expect(snapshots.map((s) => s.seq)).toEqual(snapshots.map((_, i) => i))
  const times = [...snapshots.map((s) => s.t), end.t ?? 0]
  expect(times).toEqual([...times].sort((a, b) => a - b))

  const late = snapshots[Math.floor(snapshots.length / 2)]
  const starts = late?.allg.map((g) => g.startfn) ?? []
  expect(starts.filter((name) => name === 'main.main.func1')).toHaveLength(8)
  expect(starts).toContain('main.sleeper')
  const worker = late?.allg.find((g) => g.startfn === 'main.main.func1')
  expect(worker).toMatchObject({ createdby: 'main.main', parent: 1, system: false })
  expect(worker?.createdat).toMatch(/test\/programs\/steady\/main\.go:\d+$/)
  expect(late?.allg.filter((g) => g.system).map((g) => g.startfn)).toContain('runtime.bgsweep')
  // What refers to something refers to what is there.
  for (const { allp, allm, allg } of snapshots) {
    const ms = new Set(allm.map((m) => m.id))
    expect(allp.map((p) => p.id)).toEqual(allp.map((_, i) => i))
    for (const p of allp) if (p.m !== null) expect(ms).toContain(p.m)
    for (const g of allg) if (g.m !== null) expect(ms).toContain(g.m)
    expect(new Set(allg.map((g) => g.goid)).size).toBe(allg.length)
  }
})

test('-o - gives stdout to the data and the program stderr', async () => {
  const args = ['run', '-r', 'json', '-o', '-', '.', '--', 'a', 'b c']
  const result = await gorv(args, { cwd: steady })
  expect(result.code).toBe(0)
  expect(parseStream(result.stdout).end.exitcode).toBe(0)
  expect(result.stderr).toBe('begun a|b c\na word on stderr\ndone\n')
})

test("without -o - stdout is the program's alone", async () => {
  const out = join(tempDir('own'), 'out.ndjson')
  const result = await gorv(['run', '-r', 'json', '-o', out, '.'], { cwd: steady })
  expect(result).toMatchObject({ code: 0, stdout: 'begun \ndone\n' })
  expect(result.stderr).toBe(`a word on stderr\ngorv: wrote ${out} (file://${out})\n`)
  const quiet = await gorv(['run', '--quiet', '-r', 'json', '-o', out, '.'], { cwd: steady })
  expect(quiet.stderr).toBe('a word on stderr\n')
})

test('who stops reading the data does not stop the program', async () => {
  const script = `node "$0" run -r json -o - . -- -d 1s 2>"$1" | head -n 2 >/dev/null
    echo "\${PIPESTATUS[0]}"`
  const words = join(tempDir('closed'), 'words')
  const result = await run('bash', ['-c', script, gorvBin, words], { cwd: steady })
  expect(result.stdout).toBe('0\n')
  expect(readFileSync(words, 'utf8')).toBe('begun \na word on stderr\ndone\n')
})
