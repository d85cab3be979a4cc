import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '@gorv/core'
import { goModule } from '../support/go.ts'
import { gorv, tempDir } from '../support/gorv.ts'
import { parseStream, type Stream } from '../support/stream.ts'
import { drawnPs, launch, openReport } from './browser.ts'

/** Long queues: local, global and a runnext. */
const source = `package main

import (
	"runtime"
	"time"
)

func yielder(end time.Time) {
	for time.Now().Before(end) {
		runtime.Gosched()
	}
}

func waiter(c chan bool) { <-c }

func main() {
	end := time.Now().Add(time.Second)
	c := make(chan bool)
	for i := 0; i < 300; i++ {
		go yielder(end)
		go waiter(c)
	}
	time.Sleep(1200 * time.Millisecond)
}
`

/** One run, as the browser and as the JSON stream tell it. */
let report: string
let stream: Stream
let browser: Browser

beforeAll(async () => {
  const dir = tempDir('html')
  const cwd = goModule('busy', source, join(dir, 'busy'))
  report = join(dir, 'report.html')
  const recording = join(dir, 'run.gorv')
  const sampled = ['run', '--sample', '16ms', '-r', 'html', '-o', report, '--record', recording]
  const ran = await gorv([...sampled, '.', '--', '-x'], { cwd })
  expect(ran.stderr).toContain(`wrote ${report}`)
  expect(ran.code).toBe(0)
  const rendered = await gorv(['render', recording, '-r', 'json', '-o', '-'], { cwd })
  stream = parseStream(rendered.stdout)
  browser = await launch()
})

afterAll(() => browser?.close())

const seqOf = async (page: Page) => Number(await page.locator('main').getAttribute('data-seq'))

async function atSeq(page: Page, seq: number): Promise<void> {
  await page.evaluate((to) => (location.hash = `seq=${to}`), seq)
  await page.locator(`main[data-seq="${seq}"]`).waitFor()
}

function drawnGlobalQueue(page: Page) {
  return page.evaluate(() => {
    const goids = document.querySelector('[data-queue="global"] [data-goids]')
    return (goids?.getAttribute('data-goids') ?? '').split(' ').filter(Boolean).map(Number)
  })
}

describe('the report', () => {
  it('opens from disk without a request or a complaint', async () => {
    const { page, requests, complaints } = await openReport(browser, report)
    await page.locator('main').waitFor()
    const facts = await page.locator('header').textContent()
    expect(facts).toContain('busy -x')
    expect(facts).toContain(stream.hello.goversion)
    expect(facts).toContain(`pid ${stream.hello.pid}`)
    expect(facts).toContain('exit code 0')
    await page.keyboard.press('End')
    await page.locator(`main[data-seq="${stream.snapshots.at(-1)?.seq}"]`).waitFor()
    expect(facts).toContain(`${stream.snapshots.length} snapshots`)
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] })
    await page.close()
  })

  it('shows each snapshot as the JSON stream tells it', async () => {
    const { page } = await openReport(browser, report)
    await page.locator('main').waitFor()
    expect(stream.snapshots.length).toBeGreaterThan(20)
    const runnable = (s: Snapshot) =>
      s.sched.runq.length + s.allp.reduce((n, p) => n + p.runq.length, 0)
    expect(stream.snapshots.some((s) => runnable(s) > 2)).toBe(true)
    // Backwards too: a seek that is not the next one starts from a key.
    const order = [
      ...stream.snapshots,
      ...stream.snapshots.toReversed().filter((_, i) => i % 7 === 0),
    ]
    for (const snapshot of order) {
      await atSeq(page, snapshot.seq)
      expect(await drawnPs(page)).toEqual(snapshot.allp)
      expect(await drawnGlobalQueue(page)).toEqual(snapshot.sched.runq)
    }
    await page.close()
  })

  it('groups the goroutines, filters them and tells of one', async () => {
    const last = stream.snapshots.at(-2) as Snapshot
    const { page } = await openReport(browser, report, `#seq=${last.seq}`)
    await page.locator(`main[data-seq="${last.seq}"]`).waitFor()
    const heading = page.locator('section[aria-label="Goroutines"] h2')
    expect(await heading.textContent()).toContain(last.allg.length.toLocaleString('en-US'))
    await page.keyboard.press('/')
    await page.keyboard.type('main.waiter')
    const wanted = last.allg.filter((g) => g.startfn === 'main.waiter')
    expect(wanted.length).toBeGreaterThan(1)
    await expect.poll(() => heading.textContent()).toContain(`${wanted.length} of`)
    await page.locator('button.fold').first().click()
    await page.locator('.groups button.g').first().click()
    const details = page.locator('section[aria-label="Chosen goroutine"]')
    const goid = Number(/G(\d+)/.exec((await details.textContent()) ?? '')?.[1])
    const g = last.allg.find((one) => one.goid === goid)
    expect(await details.textContent()).toContain(g?.createdat ?? 'nothing')
    expect(await details.textContent()).toContain(g?.status ?? 'nothing')

    await page.reload()
    await page.locator(`main[data-seq="${last.seq}"]`).waitFor()
    expect(await details.textContent()).toContain(`G${goid}`)
    await page.close()
  })

  it('plays, pauses, steps and scrubs', async () => {
    const { page } = await openReport(browser, report)
    await page.locator('main').waitFor()
    expect(await seqOf(page)).toBe(stream.snapshots[0]?.seq)
    await page.keyboard.press('.')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => seqOf(page)).toBe(stream.snapshots[2]?.seq)
    await page.keyboard.press(',')
    await expect.poll(() => seqOf(page)).toBe(stream.snapshots[1]?.seq)

    await page.keyboard.press('Space')
    await expect.poll(() => seqOf(page)).toBeGreaterThan(4)
    await page.keyboard.press('Space')
    const paused = await seqOf(page)
    await page.waitForTimeout(200)
    expect(await seqOf(page)).toBe(paused)
    await page.getByLabel('Speed').selectOption('10')
    await page.getByLabel('Play').click()
    await expect.poll(() => seqOf(page), { timeout: 10_000 }).toBe(stream.snapshots.at(-1)?.seq)
    await page.getByLabel('Play', { exact: true }).waitFor() // stopped by itself

    const slider = page.getByRole('slider')
    const box = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const last = stream.snapshots.at(-1)?.t ?? 0
    for (const part of [0.25, 0.75, 0.5]) {
      await page.mouse.move(box.x + 1, box.y + 20)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * part, box.y + 20)
      await page.mouse.up()
      const shown = stream.snapshots.findLast((s) => s.t <= last * part)
      const seq = await seqOf(page)
      expect(Math.abs(seq - (shown?.seq ?? 0))).toBeLessThanOrEqual(1)
    }
    await page.close()
  })

  it.each(['light', 'dark'] as const)('can be read by everybody (%s)', async (colorScheme) => {
    const { page } = await openReport(browser, report, '#seq=20&g=1')
    await page.emulateMedia({ colorScheme })
    await page.locator('main[data-seq="20"]').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'],
      }),
    )
    const told = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(' | ')}`)
    expect(told).toEqual([])
    await page.close()
  })

  it('runs no script but its own', async () => {
    const { page, complaints } = await openReport(browser, report)
    await page.locator('main').waitFor()
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.broken = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', 'window.broken = true')
      image.src = 'https://example.com/x.png'
      document.body.append(image)
    })
    await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(2)
    expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    await page.close()
  })
})

describe('a report that was cut', () => {
  it('shows what is there, and says so', async () => {
    const whole = readFileSync(report)
    const begin = whole.indexOf('data-gorv="chunk"')
    const finish = whole.indexOf('data-gorv="trailer"')
    expect(begin).toBeGreaterThan(0)
    const cut = join(tempDir('html'), 'cut.html')
    let before = 0
    for (const part of [0.3, 0.6, 0.9]) {
      writeFileSync(cut, whole.subarray(0, Math.round(begin + (finish - begin) * part)))
      const { page, complaints } = await openReport(browser, cut)
      await expect
        .poll(() => page.locator('[role="alert"]').allTextContents())
        .toEqual([expect.stringContaining('this file is cut')])
      await page.keyboard.press('End')
      await expect.poll(() => seqOf(page)).toBeGreaterThan(before)
      before = await seqOf(page)
      expect(before).toBeLessThan(stream.snapshots.length)
      expect(await drawnPs(page)).toEqual(stream.snapshots[before]?.allp)
      expect(complaints).toEqual([])
      await page.close()
    }
  })

  it('is not blank even where nothing of the recording is left', async () => {
    const whole = readFileSync(report)
    const cut = join(tempDir('html'), 'cut.html')
    const viewer = whole.indexOf('<script>')
    for (const [at, text] of [
      [viewer + 1000, 'cut before its viewer'],
      [whole.indexOf('data-gorv="chunk"') - 20, 'this file is cut'],
    ] as const) {
      writeFileSync(cut, whole.subarray(0, at))
      const { page } = await openReport(browser, cut)
      await expect.poll(() => page.locator('body').innerText()).toContain(text)
      await page.close()
    }
  })
})

describe('hostile names', () => {
  const markup = '<img src=x onerror=alert(1)>'

  it('are shown as they are, and do nothing', async () => {
    const dir = join(tempDir('html'), markup)
    mkdirSync(dir)
    const sleeper = `package main
import "time"
func main() { go func() { time.Sleep(time.Second) }(); time.Sleep(200 * time.Millisecond) }
`
    writeFileSync(join(dir, 'main.go'), sleeper)
    const out = join(tempDir('html'), 'hostile.html')
    const argument = `</script><script>alert(2)</script><!--<script>\u202e`
    const sampled = ['run', '--sample', '16ms', '-r', 'html', '-o', out]
    const ran = await gorv([...sampled, 'main.go', '--', argument], { cwd: dir })
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('wrote')])
    const { page, requests, complaints } = await openReport(browser, out, '#seq=2')
    await page.locator('main[data-seq="2"]').waitFor()
    expect(await page.locator('h1').textContent()).toBe(
      `main </script><script>alert(2)</script><!--<script>\\u202e`,
    )
    await page.locator('button.fold', { hasText: 'main.main.func1' }).click()
    await page.locator('.groups button.g').first().click()
    expect(await page.locator('section[aria-label="Chosen goroutine"]').textContent()).toContain(
      markup,
    )
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] })
    await page.close()
  })
})
