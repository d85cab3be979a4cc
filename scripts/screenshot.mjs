// Makes the pictures of README.md: a real run of an example, in a real
// browser and a real terminal. node scripts/screenshot.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { setup } from './setup.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'docs/images')
const work = join(root, '.cache/demo')
mkdirSync(images, { recursive: true })
mkdirSync(work, { recursive: true })
setup()

const report = join(work, 'screenshot.html')
const gorv = join(root, 'packages/cli/bin/gorv.js')
const example = join(root, 'examples/workerpool')
const args = ['run', '-C', example, '-r', 'html', '-o', report, '--force', '.', '--', '-d', '3s']
const run = spawnSync(process.execPath, [gorv, ...args], { stdio: 'inherit' })
if (run.status !== 0) process.exit(1)

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: { width: 1400, height: 860 } })
await page.goto(`${pathToFileURL(report).href}#seq=80`)
await page.locator('main[data-seq="80"]').waitFor()
await page.locator('button.g[data-goid]').first().click()
await page.screenshot({ path: join(images, 'report.png') })
await browser.close()
console.log(join(images, 'report.png'))
