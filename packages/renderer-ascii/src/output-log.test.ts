import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { OutputLog } from './output-log.ts'

function logOf(...chunks: (string | Uint8Array)[]): OutputLog {
  const log = new OutputLog(true)
  for (const chunk of chunks) {
    log.push({ stream: 'stdout', bytes: typeof chunk === 'string' ? Buffer.from(chunk) : chunk })
  }
  return log
}

function texts(...chunks: (string | Uint8Array)[]): string[] {
  return logOf(...chunks)
    .lines()
    .map((line) => line.text)
}

test('lines, also one that is not ended yet', () => {
  expect(texts('one\ntw', 'o\nthree')).toEqual(['one', 'two', 'three'])
})

test('stdout and stderr do not run into each other', () => {
  const log = new OutputLog(true)
  log.push({ stream: 'stdout', bytes: Buffer.from('out') })
  log.push({ stream: 'stderr', bytes: Buffer.from('err\n') })
  log.push({ stream: 'stdout', bytes: Buffer.from('put\n') })
  expect(log.lines()).toEqual([
    { stream: 'stderr', text: 'err' },
    { stream: 'stdout', text: 'output' },
  ])
})

test('a character cut in two by a write is whole', () => {
  const bytes = Buffer.from('世界\n')
  expect(texts(bytes.subarray(0, 2), bytes.subarray(2))).toEqual(['世界'])
  expect(texts(Buffer.from([0xff, 0x61, 0x0a]))).toEqual(['\ufffda'])
})

test.each([
  ['colours', '\u001b[1;31mred\u001b[0m\n', 'red'],
  ['a colour cut in two', ['\u001b[1;', '31mred\n'], 'red'],
  ['a title', '\u001b]0;title\u0007text\n', 'text'],
  ['a title ended by ST', '\u001b]0;title\u001b\\text\n', 'text'],
  ['a title that never ends', '\u001b]0;title\ntext\n', 'text'],
  ['a clear screen', 'a\u001b[2J\u001b[Hb\n', 'ab'],
  ['a charset', '\u001b(0lqk\u001b(B\n', 'lqk'],
  ['an alternate screen', '\u001b[?1049h\u001b7x\u001b8\n', 'x'],
  ['C1', '\u009b31mred\u009d0;t\u009cx\n', 'redx'],
  ['a progress bar', '10%\r20%\r100%\n', '100%'],
  ['Windows', 'line\r\n', 'line'],
  ['tabs', 'a\tb\n', 'a       b'],
  ['a bell', 'ding\u0007\n', 'ding^G'],
])('%s', (_, input, shown) => {
  expect(texts(...(Array.isArray(input) ? input : [input])).at(-1)).toBe(shown)
})

test('keeps the last thousand lines and counts the rest', () => {
  const log = logOf(Array.from({ length: 2500 }, (_, i) => `line ${i}\n`).join(''))
  expect(log.lines()).toHaveLength(1000)
  expect(log.lines().at(-1)?.text).toBe('line 2499')
  expect(log.total).toBe(2500)
})

test('a line without an end does not grow for ever', () => {
  const log = logOf(...Array.from({ length: 100 }, () => 'x'.repeat(1000)))
  expect(log.lines()[0]?.text.length).toBeLessThanOrEqual(4000)
})

test('however the bytes are cut, no control character comes out', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
      for (const text of texts(...chunks)) expect(text).not.toMatch(/\p{Cc}/u)
    }),
  )
})
