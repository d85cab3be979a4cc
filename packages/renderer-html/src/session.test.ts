import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RendererContext, RunEnd } from '@gorv/core'
import { HtmlSession } from './session.ts'

const end = { type: 'end', exitcode: 0 } as RunEnd
const hostile = '</script><img src=x onerror=alert(1)><!--<script>'

function context(output: string | undefined, written: string[] = []): RendererContext {
  return {
    options: undefined,
    title: hostile,
    output,
    data: { isTTY: false, write: async (text) => void written.push(String(text)) },
    terminal: undefined,
    live: false,
    interrupt: () => {},
    note: () => {},
  }
}

const tag = (page: string, name: string) =>
  [...page.matchAll(new RegExp(`data-gorv="${name}">([^<]*)<`, 'g'))].map((match) =>
    Buffer.from(match[1] ?? '', 'base64'),
  )

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gorv-html-'))
})

async function report(session: HtmlSession, recording: Uint8Array): Promise<string[]> {
  await session.recording(recording)
  session.hello()
  const { files } = await session.end(end)
  await session.close()
  return files
}

describe('HtmlSession', () => {
  it('keeps every byte of the recording, in parts that stand by themselves', async () => {
    const path = join(dir, 'whole.html')
    const bytes = randomBytes(3_000_000)
    expect(await report(new HtmlSession(context(path)), bytes)).toEqual([path])
    const page = readFileSync(path, 'utf8')
    const inside = Buffer.concat(tag(page, 'chunk').map((part) => inflateRawSync(part)))
    expect(inside.equals(bytes)).toBe(true)
    const [trailer] = tag(page, 'trailer')
    expect(JSON.parse(String(trailer))).toEqual({ chunks: 1, bytes: bytes.length, end })
  })

  it('lets nothing of the program’s become markup', async () => {
    const path = join(dir, 'hostile.html')
    await report(new HtmlSession(context(path)), Buffer.from(hostile))
    const page = readFileSync(path, 'utf8')
    expect(page).not.toContain('onerror')
    expect(JSON.parse(String(tag(page, 'about')[0]))).toEqual({ title: hostile })
  })

  it('leaves what was there until the report is whole', async () => {
    const path = join(dir, 'old.html')
    writeFileSync(path, 'old')
    const session = new HtmlSession(context(path))
    session.hello()
    await session.recording(Buffer.alloc(2 << 20))
    expect(readFileSync(path, 'utf8')).toBe('old')
    await session.close()
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(dir).filter((name) => name.startsWith('old'))).toEqual(['old.html'])
  })

  it('writes through a symbolic link', async () => {
    const link = join(dir, 'link.html')
    writeFileSync(join(dir, 'target.html'), '')
    symlinkSync('target.html', link)
    await report(new HtmlSession(context(link)), Buffer.from('x'))
    expect(readlinkSync(link)).toBe('target.html')
    expect(readFileSync(join(dir, 'target.html'), 'utf8')).toContain('<!-- gorv report')
  })

  it('writes no file for a program that never spoke', async () => {
    const path = join(dir, 'silent.html')
    const session = new HtmlSession(context(path))
    await session.recording(Buffer.from('x'))
    expect(await session.end(end)).toEqual({ files: [] })
    await session.close()
    expect(readdirSync(dir)).not.toContain('silent.html')
  })

  it('streams where data was asked for', async () => {
    const written: string[] = []
    await report(new HtmlSession(context(undefined, written)), Buffer.from('x'))
    expect(written.join('')).toMatch(/^<!doctype html>\n<!-- gorv report[\s\S]*<\/html>\n$/)
  })
})
