import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'

export function launch(): Promise<Browser> {
  // Root has no sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath: '/usr/bin/chromium', args })
}

export interface Opened {
  page: Page
  /** Addresses asked for, besides the report itself. */
  requests: string[]
  /** Errors, and whatever the console said. */
  complaints: string[]
}

/** Opens a report from disk. */
export async function openReport(browser: Browser, path: string, hash = ''): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
  const opened: Opened = { page, requests: [], complaints: [] }
  const url = pathToFileURL(path).href
  page.on('request', (request) => {
    if (request.url().replace(/#.*/, '') !== url) opened.requests.push(request.url())
  })
  page.on('pageerror', (error) => opened.complaints.push(error.message))
  page.on('console', (message) => opened.complaints.push(message.text()))
  page.on('dialog', (dialog) => {
    opened.complaints.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url + hash)
  return opened
}

/** The Ps as their table shows them, in the words of a snapshot; null is what it calls unknown. */
export function drawnPs(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('tr[data-p]')].map((row) => {
      const cells = [...row.children].map((cell) => cell.textContent ?? '')
      const goid = (text: string) => (text.startsWith('G') ? Number(/\d+/.exec(text)?.[0]) : null)
      const known = (text = '') => (text === 'unknown' ? null : Number(text.replaceAll(',', '')))
      const ring = row.querySelector('.runq [data-goids]')?.getAttribute('data-goids') ?? ''
      return {
        id: Number(cells[0]?.slice(1)),
        status: `P${cells[1]}`,
        m: cells[2] === '–' ? null : Number(cells[2]?.slice(1)),
        runnext: goid(cells[4] ?? ''),
        runq: ring === '' ? [] : ring.split(' ').map(Number),
        timers: known(cells[6]),
        schedtick: known(cells[7]),
        syscalltick: known(cells[8]),
      }
    }),
  )
}
