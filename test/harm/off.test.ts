import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { overlayBuild } from '../support/both.ts'
import { plainBuild } from '../support/go.ts'
import { run, tempDir, testEnv, type Finished } from '../support/gorv.ts'

const dir = tempDir('off')
let plainProgram = ''
let overlaid = ''

beforeAll(async () => {
  plainProgram = await plainBuild('idle')
  overlaid = await overlayBuild('idle')
})

interface Idle {
  threads: number
  given: string | null
  attach: string
}

function idle(program: string, env: NodeJS.ProcessEnv = {}, fd?: number): Promise<Finished> {
  const extraFds = fd === undefined ? [] : [fd]
  // One P: how many Ms there are is then no accident.
  return run(program, ['50ms'], { cwd: dir, env: testEnv({ GOMAXPROCS: '1', ...env }), extraFds })
}

function report(finished: Finished): Idle {
  expect([finished.code, finished.stderr]).toEqual([0, ''])
  return JSON.parse(finished.stdout) as Idle
}

/** The lowest of several runs: the runtime itself sometimes needs a little more. */
async function lowest(measure: () => Promise<number>): Promise<number> {
  let least = Infinity
  for (let i = 0; i < 12; i++) least = Math.min(least, await measure())
  return least
}

test('without gorv a patched program has no thread more', async () => {
  const threads = (program: string) => lowest(async () => report(await idle(program)).threads)
  const plain = await threads(plainProgram)
  expect(plain).toBeGreaterThan(1)
  expect(await threads(overlaid)).toBe(plain)
})

test('without gorv a patched runtime allocates nothing more before main', async () => {
  const mallocs = (program: string) =>
    lowest(async () => {
      const env = testEnv({ GOMAXPROCS: '1' })
      const finished = await run(program, [], { cwd: dir, env })
      expect(finished.stderr).toMatch(/^\d+ 1\n$/)
      return parseInt(finished.stderr, 10)
    })
  const plain = await mallocs(await plainBuild('bare'))
  expect(plain).toBeGreaterThan(0)
  expect(await mallocs(await overlayBuild('bare'))).toBe(plain)
})

// The header of gorv's memory, as packages/core/src/wire/format.ts has it.
const ringMagic = 'gorvring'
const ringNonce = 8
const ringSize = 24

const nonce = '0123456789abcdef'.repeat(2)
const nonceBytes = Buffer.from(nonce, 'hex')

/** The file that a forged request names, and what is in it. */
const files: [string, Buffer][] = [
  ['of text', Buffer.from('precious\n'.repeat(2000))],
  ['without a byte', Buffer.alloc(0)],
  ['of a few bytes', Buffer.from('GORV')],
  ['of zeros', Buffer.alloc(1 << 16)],
  ['with a ring’s mark and another nonce', ring(Buffer.alloc(16, 1), 1n << 20n)],
  ['with a ring’s mark and no size', ring(nonceBytes, 0n)],
  ['with a ring’s mark and an endless size', ring(nonceBytes, (1n << 64n) - 1n)],
]

function ring(own: Buffer, size: bigint): Buffer {
  const bytes = Buffer.alloc(1 << 16)
  bytes.write(ringMagic, 0, 'latin1')
  own.copy(bytes, ringNonce)
  bytes.writeBigUInt64LE(size, ringSize)
  return bytes
}

test.each(files)('a forged request for a file %s leaves it alone', async (_, content) => {
  const path = join(dir, 'given')
  writeFileSync(path, content)
  const fd = openSync(path, 'r+')
  const finished = await idle(overlaid, { GORV_ATTACH: `3,${nonce},1000000` }, fd)
  closeSync(fd)
  const { given, attach } = report(finished)
  // From its first byte: nobody has moved the offset.
  expect(Buffer.from(given ?? '', 'base64').equals(content)).toBe(true)
  expect(readFileSync(path).equals(content)).toBe(true)
  expect(attach).toBe('')
})

test.each([
  'x',
  ',',
  ',,,',
  '3',
  '3,',
  `3,${nonce}`,
  `3,${nonce},`,
  `3,${nonce},0`,
  `3,${nonce},-1`,
  `3,${nonce},1000000,`,
  `3,${nonce.slice(1)},1000000`,
  `3,${nonce.toUpperCase()},1000000`,
  `-1,${nonce},1000000`,
  `0,${nonce},1000000`,
  `1,${nonce},1000000`,
  `2,${nonce},1000000`,
  `77,${nonce},1000000`,
  `1048577,${nonce},1000000`,
  `99999999999999999999999,${nonce},1000000`,
  `3,${nonce},99999999999999999999999999`,
  'a'.repeat(100_000),
])('a forged request %.50s does nothing', async (request) => {
  const { attach } = report(await idle(overlaid, { GORV_ATTACH: request }))
  expect(attach).toBe('')
})
