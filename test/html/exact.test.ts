import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  FileRecording,
  FrameSplitter,
  Tape,
  narrate,
  play,
  type RendererContext,
  type SchedEvent,
  type Told,
} from '@gorv/core'
import renderer from '../../packages/renderer-html/src/index.ts'
import { HtmlSession } from '../../packages/renderer-html/src/session.ts'
import { goModule } from '../support/go.ts'
import { gorv, tempDir, testEnv } from '../support/gorv.ts'
import { parseStream, type Stream } from '../support/stream.ts'
import { drawnPs, launch, openReport } from './browser.ts'

/** Goroutines that hand on a number, from several Ps; and one in system calls. */
const source = `package main

import (
	"os"
	"time"
)

func pass(in, out chan int) {
	for n := range in {
		out <- n
	}
}

func main() {
	first := make(chan int)
	in := first
	for i := 0; i < 20; i++ {
		out := make(chan int)
		go pass(in, out)
		in = out
	}
	go func() {
		for i := 0; ; i++ {
			first <- i
		}
	}()
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
		for i := 0; i < 20; i++ {
			<-in
		}
		os.Getwd()
		time.Sleep(time.Millisecond)
	}
}
`

/** One run, as the browser, the JSON stream and the event list tell it. */
let dir: string
let report: string
let recording: string
let stream: Stream
let told: readonly Told[]
let browser: Browser

/** Every event with its record. */
function allTold(bytes: Uint8Array): readonly Told[] {
  const tape = new Tape()
  new FrameSplitter({ head: true }).push(bytes, (frame) => tape.push(frame))
  tape.finish()
  const all: Told[] = []
  const cursor = tape.cursor()
  while (cursor?.next()) {
    for (const event of cursor.events) all.push({ count: cursor.count, event })
  }
  return all
}

beforeAll(async () => {
  dir = tempDir('exact-html')
  const cwd = goModule('pass', source, join(dir, 'pass'))
  report = join(dir, 'report.html')
  recording = join(dir, 'run.gorv')
  const words = ['run', '-r', 'html', '-o', report, '--record', recording, '.']
  const ran = await gorv(words, { cwd, env: testEnv({ GOMAXPROCS: '3' }) })
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining(`wrote ${report}`)])
  const rendered = await gorv(['render', recording, '-r', 'json', '-o', '-'], { cwd })
  stream = parseStream(rendered.stdout)
  told = allTold(readFileSync(recording))
  browser = await launch()
})

afterAll(() => browser?.close())

async function open(hash = '', path = report): Promise<Page> {
  const { page, complaints } = await openReport(browser, path, hash)
  page.on('close', () => expect(complaints).toEqual([]))
  await page.locator('main').waitFor()
  await expect.poll(() => page.locator('.loading').count()).toBe(0)
  return page
}

const countOf = async (page: Page) => Number(await page.locator('main').getAttribute('data-at'))
const narrationOf = (page: Page) => page.locator('.narration').textContent()

async function goTo(page: Page, count: number): Promise<void> {
  await page.evaluate((to) => (location.hash = `at=${to}`), count)
  await page.locator(`main[data-at="${count}"]`).waitFor()
}

describe('the report of an exact recording', () => {
  it('says in its head that it is exact, how many events there are, and what is missing', async () => {
    const page = await open()
    const facts = await page.locator('header').textContent()
    expect(stream.end.events).toBeGreaterThan(5000)
    expect(facts).toContain(`exact${stream.end.events?.toLocaleString('en-US')} events0 lost`)
    expect(facts).toMatch(/stalled \d.* [nµm]?s/)
    expect(facts).toContain(`${stream.end.unordered} unordered`)
    expect(facts).not.toContain('snapshot')
    await page.close()
  })

  it('shows any instant as the JSON stream tells it; unknown is no zero', async () => {
    const page = await open()
    const some = stream.snapshots.filter((s, i) => i % 5 === 0 && s.allp.length > 0)
    expect(some.length).toBeGreaterThan(3)
    for (const snapshot of [...some, ...some.toReversed()]) {
      await goTo(page, snapshot.events ?? 0)
      expect(await drawnPs(page)).toEqual(snapshot.allp)
    }
    expect(some.at(-1)?.allp[0]?.timers).toBeNull()
    await page.close()
  })

  it('steps by decision, there and back', async () => {
    const page = await open()
    await page.keyboard.press('Home')
    await expect.poll(() => countOf(page)).toBe(told[0]?.count)
    const stops = [...new Set(told.map((one) => one.count))]
    for (const stop of stops.slice(1, 30)) {
      await page.keyboard.press(stop % 2 === 0 ? '.' : 'ArrowRight')
      await expect.poll(() => countOf(page)).toBe(stop)
    }
    const kinds = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.events li')].map((li) => li.dataset['kind']),
      )
    const upTo = told.filter((one) => one.count <= (stops[29] ?? 0))
    expect(await kinds()).toEqual(upTo.slice(-12).map((one) => one.event.kind))
    await page.keyboard.press(',')
    await expect.poll(() => countOf(page)).toBe(stops[28])

    await page.keyboard.press('End')
    await expect.poll(() => countOf(page)).toBe(stream.end.events)
    await page.keyboard.press('ArrowLeft')
    const last = stops.findLast((stop) => stop < (stream.end.events ?? 0))
    await expect.poll(() => countOf(page)).toBe(last)
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog').textContent()).toContain('one decision of the scheduler')
    await page.close()
  })

  it('tells where what runs came from, and what waits for what', async () => {
    const page = await open()
    const find = (is: (event: SchedEvent) => boolean) =>
      told.findLast((one) => is(one.event)) as Told
    const run = find((event) => event.kind === 'run' && event.from === 'runnext')
    await goTo(page, run.count)
    expect(await narrationOf(page)).toMatch(
      /^g \d+ \(main\.\S+\) runs on P \d with M \d+: taken from runnext, made ready by g \d+ [\d.]+ [nµm]?s ago/,
    )
    const park = find((event) => event.kind === 'park' && event.on !== null)
    await goTo(page, park.count)
    expect(await narrationOf(page)).toMatch(
      /^g \d+ \(\S+\) waits: [\w ()]+, on 0x[0-9a-f]+, after it ran for/,
    )
    const call = find((event) => event.kind === 'syscall')
    await goTo(page, call.count)
    expect(await narrationOf(page)).toContain(narrate(call.event, {}).slice(0, 4))
    expect(await narrationOf(page)).toContain('enters a system call on M')
    await page.locator('.events li button').first().click()
    await expect.poll(() => countOf(page)).toBeLessThan(call.count)
    await page.close()
  })

  it('plays, pauses to tell, scrubs, and keeps its place in the address', async () => {
    const page = await open()
    const begun = await countOf(page)
    await page.getByLabel('Speed').selectOption('0.1')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Space')
    await expect.poll(() => countOf(page)).toBeGreaterThan(begun)
    await page.keyboard.press('Space')
    await page.getByLabel('Play', { exact: true }).waitFor()
    const paused = await countOf(page)
    await expect.poll(() => narrationOf(page)).toMatch(/[gMP] \d+ |timer|world|collector/)
    await page.reload()
    await page.locator(`main[data-at="${paused}"]`).waitFor()

    const box = (await page.getByRole('slider').boundingBox()) ?? { x: 0, y: 0, width: 0 }
    for (const part of [0.9, 0.4, 0.7]) {
      await page.mouse.click(box.x + box.width * part, box.y + 20)
      const seconds = (stream.snapshots.at(-1)?.t ?? 0) * part
      const near = stream.snapshots.filter((s) => Math.abs(s.t - seconds) < 30e6)
      await expect
        .poll(() => countOf(page))
        .toBeGreaterThanOrEqual(Math.min(...near.map((s) => s.events ?? 0)))
      expect(await countOf(page)).toBeLessThanOrEqual(Math.max(...near.map((s) => s.events ?? 0)))
    }
    await page.close()
  })

  it.each(['light', 'dark'] as const)('can be read by everybody (%s)', async (colorScheme) => {
    const page = await open(`#at=${told[2000]?.count}&g=1`)
    await page.emulateMedia({ colorScheme })
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'],
      }),
    )
    const said = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(' | ')}`)
    expect(said).toEqual([])
    await page.close()
  })
})

describe('a recording with more events than a report holds', () => {
  it('is shown up to where it is cut, which the report and gorv say', async () => {
    const path = join(dir, 'cut.html')
    const notes: string[] = []
    const context: RendererContext = {
      options: undefined,
      title: 'cut',
      output: path,
      data: { isTTY: false, write: async () => {} },
      terminal: undefined,
      live: false,
      interrupt: () => {},
      note: (message) => void notes.push(message),
    }
    const file = new FileRecording(recording)
    const session = new HtmlSession(context, 8 << 10)
    await play(file, renderer, session)
    await session.close()
    file.close()
    expect(notes).toEqual([
      expect.stringMatching(/^the report is cut: .* --record run\.gorv keeps everything$/),
    ])
    const page = await open('', path)
    const alert = await page.locator('[role="alert"]').textContent()
    expect(alert).toMatch(/This report is cut: it ends at 0\.\d+ s, with \d+ KiB of \d+ KiB/)
    expect(alert).toContain('--record')
    await page.keyboard.press('End')
    await expect.poll(() => countOf(page)).toBeGreaterThan(100)
    const shown = await countOf(page)
    expect(shown).toBeLessThan(stream.end.events ?? 0)
    expect(await page.locator('header').textContent()).toContain('exit code 0')
    await page.close()
  })
})
