import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { gorv, tempDir } from '../support/gorv.ts'
import { programs } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'
import type { RunEnd } from '@gorv/core'

const dir = tempDir('recording')
const recording = join(dir, 'x.gorv')
const live = join(dir, 'live.ndjson')

beforeAll(async () => {
  const result = await gorv(
    [
      'run',
      '-r',
      'json',
      '-o',
      live,
      '--record',
      recording,
      '.',
      '--',
      '-d',
      '400ms',
      '-code',
      '3',
    ],
    { cwd: join(programs, 'steady') },
  )
  expect(result.code).toBe(3)
  expect(result.stderr).toContain(`gorv: recorded ${recording}\n`)
})

const render = (file: string, args: string[] = []) =>
  gorv(['render', file, '-r', 'json', '-o', '-', ...args], { cwd: dir })

/** Always the same numbers, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('a recording renders to the very lines of the live run', async () => {
  const out = join(dir, 'later.ndjson')
  const result = await gorv(['render', recording, '-r', 'json', '-o', out], { cwd: dir })
  expect(result).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(out).equals(readFileSync(live))).toBe(true)
  // To stdout as well, and under the recording's name where nobody gives one.
  expect((await render(recording)).stdoutBytes.equals(readFileSync(live))).toBe(true)
  expect((await gorv(['render', 'x.gorv', '-r', 'json'], { cwd: dir })).code).toBe(0)
  expect(readFileSync(join(dir, 'x.gorv.ndjson')).equals(readFileSync(live))).toBe(true)
})

test('--follow shows a recording while it grows and ends with it', async () => {
  const bytes = readFileSync(recording)
  const growing = join(dir, 'growing.gorv')
  const half = Math.floor(bytes.length / 2)
  writeFileSync(growing, bytes.subarray(0, half))
  let seen = ''
  const following = gorv(['render', growing, '--follow', '-r', 'json', '-o', '-'], {
    cwd: dir,
    onStdout: (text) => (seen = text),
  })
  while (seen.split('\n').length < 3) await sleep(20)
  expect(seen).not.toContain('"type":"end"')
  // In some hundreds of pieces that end anywhere.
  const piece = 97 + Math.floor(half / 300)
  for (let at = half; at < bytes.length; at += piece) {
    appendFileSync(growing, bytes.subarray(at, at + piece))
    await sleep(5)
  }
  const result = await following
  expect(result.code).toBe(0)
  expect(result.stdout).toBe(readFileSync(live, 'utf8'))
})

test('--follow ends with what there is when it is interrupted', async () => {
  const bytes = readFileSync(recording)
  const cut = join(dir, 'unfinished.gorv')
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * 0.8)))
  let sent = false
  const result = await gorv(['render', cut, '--follow', '-r', 'json', '-o', '-'], {
    cwd: dir,
    onStdout: (_, child) => {
      if (!sent) child.kill('SIGINT')
      sent = true
    },
  })
  expect(result.code).toBe(0)
  expect(parseStream(result.stdout).end.truncated).toBe(true)
})

test('a live recording can be followed from outside while the program runs', async () => {
  const fresh = join(dir, 'fresh.gorv')
  writeFileSync(fresh, '')
  const running = gorv(
    [
      'run',
      '-r',
      'json',
      '-o',
      join(dir, 'fresh.ndjson'),
      '--record',
      fresh,
      '.',
      '--',
      '-d',
      '2s',
    ],
    { cwd: join(programs, 'steady') },
  )
  let lines = 0
  const followed = await gorv(['render', fresh, '--follow', '-r', 'json', '-o', '-'], {
    cwd: dir,
    onStdout: (text) => (lines = text.split('\n').length),
  })
  expect((await running).code).toBe(0)
  expect(followed.code).toBe(0)
  expect(lines).toBeGreaterThan(30)
  expect(followed.stdout).toBe(readFileSync(join(dir, 'fresh.ndjson'), 'utf8'))
})

test('cut anywhere, it renders what is whole and says that it was cut', async () => {
  const bytes = readFileSync(recording)
  const whole = readFileSync(live, 'utf8').trimEnd().split('\n').slice(0, -1)
  const next = random(1)
  const places = [0, 1, 7, 8, 9, bytes.length - 1]
  while (places.length < 24) places.push(Math.floor(next() * bytes.length))
  let longest = 0
  for (const at of places) {
    const cut = join(dir, 'cut.gorv')
    writeFileSync(cut, bytes.subarray(0, at))
    const result = await render(cut)
    const lines = result.stdout.trimEnd().split('\n')
    const end = JSON.parse(lines.pop() ?? '') as RunEnd
    // The last one is the state at the cut, which the live run had no reason to show.
    const last = lines.pop() ?? '{"t":0}'
    expect(lines, `cut at ${at}`).toEqual(whole.slice(0, lines.length))
    const before = JSON.parse(lines.at(-1) ?? '{}') as { type?: string; t?: number }
    if (before.type === 'snapshot')
      expect((JSON.parse(last) as { t: number }).t).toBeGreaterThanOrEqual(before.t ?? 0)
    expect(end, `cut at ${at}`).toMatchObject({
      type: 'end',
      truncated: true,
      exitcode: null,
      t: null,
    })
    expect(end.notes).toContain('the recording ends before the program did')
    expect(result.stderr).not.toMatch(/^\s+at /m)
    if (end.snapshots > 0 || (end.events ?? 0) > 0) {
      expect(result.code).toBe(0)
      expect(result.stderr).toContain('gorv: the recording ends before the program did\n')
    } else {
      expect(result.code).toBe(125)
      expect(result.stderr).toMatch(/^gorv: .*cut\.gorv holds no snapshot and no event — .*\n$/)
    }
    longest = Math.max(longest, end.snapshots)
  }
  expect(longest).toBeGreaterThan(whole.length / 2)
})

test('with bytes changed anywhere, what cannot be read is said in a line, not in a stack trace', async () => {
  const bytes = readFileSync(recording)
  const next = random(2)
  const codes = new Set<number | null>()
  for (let i = 0; i < 30; i++) {
    const bad = Buffer.from(bytes)
    const at = i < 9 ? i : Math.floor(next() * bytes.length)
    const length = i % 3 === 0 ? 16 : 1
    for (let k = at; k < Math.min(at + length, bad.length); k++) bad[k] = Math.floor(next() * 256)
    if (bad.equals(bytes)) continue
    const file = join(dir, 'bad.gorv')
    writeFileSync(file, bad)
    const result = await render(file)
    codes.add(result.code)
    const where = `${length} bytes at ${at}: ${result.stderr}`
    expect([0, 125], where).toContain(result.code)
    expect(result.stderr, where).not.toMatch(/^\s+at |unexpected|undefined|NaN/m)
    for (const line of result.stderr.split('\n').slice(0, -1))
      expect(line, where).toMatch(/^gorv: /)
    if (result.code === 125) expect(result.stderr, where).toMatch(/bad\.gorv/)
    // Whatever it gives is lines of JSON, up to the last.
    if (result.stdout !== '') {
      for (const line of result.stdout.trimEnd().split('\n')) JSON.parse(line)
    }
    if (result.code === 0)
      expect(JSON.parse(result.stdout.trimEnd().split('\n').at(-1) ?? '')).toHaveProperty(
        'type',
        'end',
      )
  }
  expect(codes).toEqual(new Set([0, 125]))
})

test('a recording of a newer gorv is refused by its version', async () => {
  const newer = Buffer.from(readFileSync(recording))
  newer[7] = 2
  const file = join(dir, 'newer.gorv')
  writeFileSync(file, newer)
  const result = await render(file)
  expect(result).toMatchObject({ code: 125, stdout: '' })
  expect(result.stderr).toMatch(/^gorv: .*newer\.gorv: wire version 2, and this gorv reads 1.*\n$/)
})
