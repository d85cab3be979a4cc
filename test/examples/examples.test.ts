import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gorv, tempDir } from '../support/gorv.ts'
import { root } from '../support/paths.ts'
import { parseStream } from '../support/stream.ts'

const examples = join(root, 'examples')

/** What each example promises to show: its last line, its goroutines, and what they wait for. */
const promises: Record<string, { prints: RegExp; seen: string[]; waiting: [string, string][] }> = {
  files: {
    prints: /^files: \d+\n$/,
    seen: ['main.writer', 'main.lister'],
    waiting: [['main.lister', 'sleep']],
  },
  gcpressure: {
    prints: /^collections: \d+\n$/,
    seen: ['main.allocator', 'main.churner', 'runtime.gcBgMarkWorker'],
    waiting: [['main.allocator', 'sleep']],
  },
  httpserver: {
    prints: /^requests: \d+\n$/,
    seen: ['main.serve', 'main.client', 'main.backend', 'net/http.(*conn).serve'],
    waiting: [
      ['main.serve', 'IO wait'],
      ['main.backend', 'sleep'],
    ],
  },
  mutexconvoy: {
    prints: /^entries: \d+\n$/,
    seen: ['main.clerk'],
    waiting: [['main.clerk', 'sync.Mutex.Lock']],
  },
  pingpong: {
    prints: /^hits: \d+\n$/,
    seen: ['main.ping', 'main.pong'],
    waiting: [['main.ping', 'chan receive']],
  },
  primesieve: {
    prints: /^primes: \d+, the last \d+\n$/,
    seen: ['main.generate', 'main.filter'],
    waiting: [['main.filter', 'chan receive']],
  },
  timers: {
    prints: /^fired: \d+\n$/,
    seen: ['main.sleeper', 'main.ticking', 'main.timeouts', 'main.alarms'],
    waiting: [
      ['main.sleeper', 'sleep'],
      ['main.ticking', 'select'],
    ],
  },
  workerpool: {
    prints: /^jobs: \d+\n$/,
    seen: ['main.producer', 'main.worker', 'main.collector'],
    waiting: [
      ['main.worker', 'chan receive'],
      ['main.producer', 'sleep'],
    ],
  },
}

const folders = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test('every example has a promise here, and a place in the table', () => {
  expect(Object.keys(promises).sort()).toEqual(folders.sort())
  const table = readFileSync(join(examples, 'README.md'), 'utf8')
  for (const name of folders) expect(table).toContain(`| [${name}](${name}) |`)
})

test.each(Object.entries(promises))('%s shows what it promises', async (name, promise) => {
  const out = join(tempDir(name), 'out.ndjson')
  const result = await gorv(['run', '-r', 'json', '-o', out, '.', '--', '-d', '700ms'], {
    cwd: join(examples, name),
  })
  expect(result.code, result.stderr).toBe(0)
  expect(result.stdout).toMatch(promise.prints)
  const { snapshots, end } = parseStream(readFileSync(out, 'utf8'))
  expect(end.exitcode).toBe(0)
  const all = snapshots.flatMap((snapshot) => snapshot.allg)
  expect([...new Set(all.map((g) => g.startfn))]).toEqual(expect.arrayContaining(promise.seen))
  const waits = new Set(all.map((g) => `${g.startfn}: ${g.waitreason}`))
  for (const [startfn, reason] of promise.waiting) expect(waits).toContain(`${startfn}: ${reason}`)
})
