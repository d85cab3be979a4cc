import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  chunkEntrySize,
  chunkM,
  chunkNumber,
  chunkSize,
  dictSize,
  eventsBeat,
  eventsDictPos,
  eventsFreeTail,
  eventsFullTail,
  eventsGranted,
  eventsHeaderSize,
  eventsLost,
  eventsUsed,
  frameDict,
  frameEvents,
  FrameSplitter,
} from '../wire/index.ts'
import { Chunks, eventsSize } from './chunks.ts'

const dir = mkdtempSync(join(tmpdir(), 'gorv-chunks-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const base = 128
const most = 8

/** The program's side of the memory, by hand; `big` is its byte order, for words of its own. */
class Program {
  readonly fd = openSync(join(dir, 'memory'), 'w+')
  readonly big: boolean

  constructor(big = false) {
    this.big = big
  }

  word(at: number): number {
    const bytes = Buffer.alloc(4)
    readSync(this.fd, bytes, 0, 4, base + at)
    return bytes.readUInt32LE(0)
  }

  store(at: number, value: number, big = false): void {
    const bytes = Buffer.alloc(4)
    if (big) bytes.writeUInt32BE(value, 0)
    else bytes.writeUInt32LE(value, 0)
    writeSync(this.fd, bytes, 0, 4, base + at)
  }

  /** Counted by atomic operations of the program's machine. */
  count(at: number, value: number): void {
    this.store(at, value, this.big)
  }

  write(at: number, text: string): void {
    writeSync(this.fd, Buffer.from(text, 'latin1'), 0, text.length, base + at)
  }

  /** An M has written so much of its nth chunk, all in all. */
  fill(chunk: number, m: number, no: number, text: string): void {
    const entry = table + chunk * chunkEntrySize
    this.write(chunks + chunk * chunkSize, text)
    this.store(entry + chunkM, m)
    this.store(entry + chunkNumber, no)
    this.store(entry, text.length)
  }
}

const free = eventsHeaderSize
const full = free + most * 4
const table = full + most * 4
const dict = table + most * chunkEntrySize
const chunks = dict + dictSize

/** m, number of its chunk, from where in it, bytes. */
function pieces(frames: Uint8Array[]): [number, number, number, string][] {
  const found: [number, number, number, string][] = []
  new FrameSplitter({ head: false }).push(Buffer.concat(frames), ({ kind, payload }) => {
    if (kind !== frameEvents) return
    const [m = 0, no = 0, offset = 0] = payload // each below 128
    found.push([m, no, offset, Buffer.from(payload.subarray(3)).toString('latin1')])
  })
  return found
}

let program: Program
let taken: Chunks
beforeEach(() => {
  program = new Program()
  taken = new Chunks(program.fd, base, most)
  return () => closeSync(program.fd)
})

describe('Chunks', () => {
  it('lie where eventsSize says, and are granted from the start', () => {
    expect(eventsSize(most)).toBe(chunks + most * chunkSize)
    expect(eventsSize(0)).toBe(0)
    expect(program.word(eventsGranted)).toBe(most)
    expect(taken.take()).toEqual([])
  })

  it('shows that gorv reads', () => {
    const before = program.word(eventsBeat)
    taken.take()
    taken.take()
    expect(program.word(eventsBeat)).toBe(before + 2)
  })

  it('gives what was written since the last time', () => {
    program.store(eventsUsed, 1)
    program.fill(0, 3, 0, 'abc')
    expect(pieces(taken.take())).toEqual([[3, 0, 0, 'abc']])
    expect(taken.take()).toEqual([])
    program.fill(0, 3, 0, 'abcdef')
    expect(pieces(taken.take())).toEqual([[3, 0, 3, 'def']])
  })

  it('gives the chunks of several Ms, each with its own count', () => {
    program.store(eventsUsed, 3)
    program.fill(0, 1, 0, 'one')
    program.fill(1, 2, 0, 'two')
    expect(pieces(taken.take())).toEqual([
      [1, 0, 0, 'one'],
      [2, 0, 0, 'two'],
    ])
  })

  it('takes a full chunk whole, gives it back, and goes on with the next of that M', () => {
    program.store(eventsUsed, 1)
    program.fill(0, 5, 0, 'be')
    taken.take()
    program.fill(0, 5, 0, 'begun')
    program.store(full, 0 + 1)
    program.store(eventsFullTail, 1)
    program.store(eventsUsed, 2)
    program.fill(1, 5, 1, 'next')
    expect(pieces(taken.take())).toEqual([
      [5, 0, 2, 'gun'],
      [5, 1, 0, 'next'],
    ])
    expect(program.word(eventsFreeTail)).toBe(1)
    expect(program.word(free)).toBe(0 + 1)
    // As long as nobody has it what stands there is the former M's, and was taken.
    expect(taken.take()).toEqual([])
    program.fill(0, 6, 0, 'again')
    expect(pieces(taken.take())).toEqual([[6, 0, 0, 'again']])
  })

  it('holds the next chunk of an M back until the last one is there', () => {
    program.store(eventsUsed, 2)
    // The M has turned over, but its full chunk is not in the list yet.
    program.fill(0, 5, 0, 'first')
    program.fill(1, 5, 1, 'second')
    program.store(eventsFullTail, 1)
    expect(pieces(taken.take())).toEqual([[5, 0, 0, 'first']])
    program.store(full, 0 + 1)
    expect(pieces(taken.take())).toEqual([[5, 1, 0, 'second']])
  })

  it('goes round its lists', () => {
    for (let no = 0; no < 3 * most; no++) {
      program.store(eventsUsed, 1)
      program.fill(0, 1, no, `chunk ${no}`)
      program.store(full + (no % most) * 4, 0 + 1)
      program.store(eventsFullTail, no + 1)
      expect(pieces(taken.take())).toEqual([[1, no, 0, `chunk ${no}`]])
      expect(program.word(free + (no % most) * 4)).toBe(0 + 1)
    }
    expect(program.word(eventsFreeTail)).toBe(3 * most)
  })

  it('tells what the dictionary says before the events that name it', () => {
    program.store(eventsUsed, 1)
    program.fill(0, 1, 0, 'x')
    program.write(dict, '\x03\x00abc')
    program.store(eventsDictPos, 5)
    const kinds: number[] = []
    new FrameSplitter({ head: false }).push(Buffer.concat(taken.take()), (f) => kinds.push(f.kind))
    expect(kinds).toEqual([frameDict, frameEvents])
    program.write(dict + 5, '\x01\x00d\x02\x00ef')
    program.store(eventsDictPos, 5 + 3 + 4)
    const texts: string[] = []
    new FrameSplitter({ head: false }).push(Buffer.concat(taken.take()), ({ payload }) =>
      texts.push(Buffer.from(payload).toString()),
    )
    expect(texts).toEqual(['d', 'ef'])
  })

  it('counts what was dropped', () => {
    expect(taken.lost()).toBe(0)
    program.store(eventsLost, 77)
    expect(taken.lost()).toBe(77)
  })

  it.each<[string, (p: Program) => void]>([
    ['a number of no chunk', (p) => p.store(full, most + 7)],
    [
      'more bytes than a chunk has',
      (p) => {
        p.store(full, 0 + 1)
        p.store(table, chunkSize + 1)
      },
    ],
    ['a dictionary beyond its room', (p) => p.store(eventsDictPos, dictSize + 1)],
  ])('refuses %s', (_, spoil) => {
    program.store(eventsFullTail, 1)
    spoil(program)
    expect(() => taken.take()).toThrow('the program overwrote it')
  })

  it('reads words that a big-endian program counts in', () => {
    const other = new Program(true)
    const from = new Chunks(other.fd, base, most, 'big')
    other.count(eventsUsed, 1)
    other.fill(0, 1, 0, 'x')
    other.store(full, 0 + 1)
    other.count(eventsFullTail, 1)
    other.count(eventsLost, 3)
    expect(pieces(from.take())).toEqual([[1, 0, 0, 'x']])
    expect(from.lost()).toBe(3)
    closeSync(other.fd)
  })

  it('grants more as the program uses what it has', () => {
    const large = new Program()
    const many = 8192
    const from = new Chunks(large.fd, base, many)
    expect(large.word(eventsGranted)).toBe(2048)
    large.store(eventsUsed, 1200)
    from.take()
    expect(large.word(eventsGranted)).toBe(4096)
    large.store(eventsUsed, 4000)
    from.take()
    expect(large.word(eventsGranted)).toBe(many)
    closeSync(large.fd)
  })
})
