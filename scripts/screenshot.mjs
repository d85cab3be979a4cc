// Makes the pictures of README.md: a real run of an example, as a real browser
// and a real terminal show it. node scripts/screenshot.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { spawn as spawnPty } from '@lydell/node-pty'
import { chromium } from 'playwright-core'
import { setup } from './setup.mjs'
import { systemPackages } from './system-packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'docs/images')
const work = join(root, '.cache/demo')
const gorv = join(root, 'packages/cli/bin/gorv.js')
const example = join(root, 'examples/workerpool')

mkdirSync(images, { recursive: true })
mkdirSync(work, { recursive: true })
systemPackages()
setup()
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
await picture('report', await reportPage())
await picture('terminal', await terminalPage())
await browser.close()

async function picture(name, page) {
  const path = join(images, `${name}.png`)
  await page.screenshot({ path })
  await page.close()
  console.log(path)
}

/** The HTML report, at a moment when something is queued. */
async function reportPage() {
  const report = join(work, 'screenshot.html')
  const run = [
    'run',
    '-C',
    example,
    '-r',
    'html',
    '-o',
    report,
    '--force',
    '--go-flag',
    '-trimpath',
    '.',
    '--',
    '-d',
    '3s',
  ]
  if (spawnSync(process.execPath, [gorv, ...run], { stdio: 'inherit' }).status !== 0)
    process.exit(1)
  const page = await browser.newPage({ viewport: { width: 1400, height: 780 } })
  await page.goto(pathToFileURL(report).href)
  await page.locator('main').waitFor()
  await page.locator('.loading').waitFor({ state: 'detached' })
  const queued = page.locator('.ps .runq button.g')
  for (let i = 0; i < 2000 && (await queued.count()) < 2; i++) {
    await page.keyboard.press(i % 20 === 0 ? '>' : '.')
  }
  await page.locator('.ps button.g').first().click()
  return page
}

/** What the terminal holds after a while, paused, drawn by a terminal in the browser. */
async function terminalPage() {
  const size = { cols: 118, rows: 34 }
  const run = ['run', '-C', example, '-r', 'ascii', '.', '--', '-d', '4s']
  const pty = spawnPty(process.execPath, [gorv, ...run], {
    ...size,
    name: 'xterm-256color',
    cwd: root,
  })
  let screen = ''
  pty.onData((data) => (screen += data))
  while (!screen.includes('\u001b[?1049h')) await sleep(50)
  await sleep(2300)
  for (const keys of ['p', ',', ',', ',']) {
    pty.write(keys)
    await sleep(300)
  }
  const text = screen
  pty.write('q')
  const page = await browser.newPage({ viewport: { width: 1100, height: 640 } })
  await page.setContent('<body style="margin:8px;background:#16191d"><div id="terminal"></div>')
  const file = (name) => fileURLToPath(import.meta.resolve(name))
  await page.addStyleTag({ path: file('@xterm/xterm/css/xterm.css') })
  await page.addScriptTag({ path: file('@xterm/xterm') })
  await page.evaluate(
    ([bytes, cols, rows]) =>
      new Promise((resolve) => {
        const theme = { background: '#16191d', foreground: '#e9ecf0' }
        const options = {
          cols,
          rows,
          theme,
          fontSize: 15,
          fontFamily: 'DejaVu Sans Mono, monospace',
        }
        const terminal = new window.Terminal(options)
        terminal.open(document.getElementById('terminal'))
        terminal.write(bytes, resolve)
      }),
    [text, size.cols, size.rows],
  )
  return page
}
