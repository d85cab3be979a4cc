// What is verified of a release on a port. Each check throws what is wrong.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'
import { shadowGoroot } from './shadow.mjs'
import { checkEvents, checkStream, endOf } from './stream.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const gorvBin = join(root, 'packages/cli/bin/gorv.js')
const report = 'fatal error: all goroutines are asleep - deadlock!'

/** The checks by name, in the order in which they are made. */
export const checks = {
  /** The program builds with the overlay. */
  async build(cell) {
    expectCode(await gorv(cell, ['go', 'build', '-o', cell.program, '.']), 0)
  },

  /** go vet has nothing more to say about the runtime than without the overlay. */
  async vet(cell) {
    const plain = await go(cell, ['vet', 'runtime'])
    const env = { ...cell.env, GOROOT: shadowGoroot(cell) }
    const vetted = await go(cell, ['vet', 'runtime'], { env })
    const before = new Set(complaints(plain))
    const fresh = complaints(vetted).find((line) => !before.has(line))
    if (fresh !== undefined) throw new Error(fresh)
    expectCode(vetted, plain.code)
    expectCode(await gorv(cell, ['go', 'vet', 'runtime']), plain.code)
  },

  /** gorv init and what it says to do next; runtime.RuntimeExposure answers. */
  async expose(cell) {
    const dir = join(cell.dir, 'exposed')
    const init = await gorv(cell, ['init', '--json'], { cwd: dir })
    expectCode(init, 0)
    const [first, ...rest] = JSON.parse(init.stdout).next.split(' ')
    const next = first === 'gorv' ? gorv : go
    const ran = await next(cell, rest, { cwd: dir })
    expectCode(ran, 0)
    const lines = ran.stdout.trimEnd().split('\n')
    if (lines.pop() !== cell.release) throw new Error(`the program was not ${cell.release}'s`)
    const odd = lines.find((line) => !exposedP.test(line))
    if (odd !== undefined || lines.length === 0) throw new Error(`exposed ${odd ?? 'nothing'}`)
    if (!lines.some((line) => line.includes('Status:0x1, '))) throw new Error('no P is running')
  },

  /** gorv run sees what the program does, and says what this Go can tell. */
  async run(cell) {
    const out = join(cell.dir, 'watched.ndjson')
    const ran = await gorvRun(cell, 'watched', out)
    expectCode(ran, 0)
    const printed = `${cell.release} ${cell.port.replace('/', ' ')}`
    if (ran.stdout.trim() !== printed) throw new Error(`the program printed ${ran.stdout}`)
    checkStream(readFileSync(out, 'utf8'), cell)
  },

  /** Every event of the scheduler is recorded and has its place. */
  async exact(cell) {
    const out = join(cell.dir, 'events.ndjson')
    // A program may end just after sysmon took a P and before it said so, which the end then
    // tells (`unordered`): now and then on a busy machine, not each time.
    for (let tries = 3; tries > 0; tries--) {
      const ran = await gorvRun(cell, 'watched', out, ['--renderer-option', 'events=true'])
      expectCode(ran, 0)
      const text = readFileSync(out, 'utf8')
      if (tries > 1 && endOf(text).unordered > 0) continue
      return checkEvents(text, cell)
    }
  },

  /** A deadlock is still reported, at once and after a while. */
  async deadlock(cell) {
    for (const word of ['deadlock', 'late']) {
      const ran = await gorvRun(cell, word)
      expectCode(ran, 2)
      if (!ran.stderr.includes(report)) throw new Error(`${word}: no report: ${tail(ran.stderr)}`)
    }
  },

  /** What has to reach every thread comes back. */
  async setgid(cell) {
    const ran = await gorvRun(cell, 'setgid')
    expectCode(ran, 0)
    if (ran.stdout !== 'the same group as before\n') throw new Error(ran.stdout)
  },

  /** Without gorv the program is as if it had never been. */
  async off(cell) {
    const plain = join(cell.dir, 'plain')
    expectCode(await go(cell, ['build', '-o', plain, '.']), 0)
    const [mine, theirs] = [await direct(cell, cell.program), await direct(cell, plain)]
    expectCode(theirs, 3)
    expectCode(mine, 3)
    if (mine.stdout + mine.stderr !== theirs.stdout + theirs.stderr) {
      throw new Error(`printed ${mine.stdout}${mine.stderr} and not ${theirs.stdout}`)
    }
  },
}

const exposedP =
  /^&runtime\.ExposureP\{ID:\d+, Status:0x[0-4], RunQueue:\[\]\*runtime\.ExposureG\{.*\}, M:\(\*runtime\.ExposureM\)\((nil|0x[0-9a-f]+)\), TimerCount:\d+, RawRunqLen:256\}$/

/** What can be checked where nothing runs the program, or only an emulator does. */
export function checksFor({ port, runner }) {
  if (runner === null) return ['build', 'vet']
  if (port === 'linux/amd64')
    return ['build', 'expose', 'run', 'exact', 'deadlock', 'setgid', 'off']
  return [
    'build',
    'vet',
    'run',
    ...(port.startsWith('linux/') ? ['exact'] : []),
    'deadlock',
    // Emulators change threads' identities in ways of their own.
    ...(runner === '' ? ['setgid', 'off'] : []),
  ]
}

/** Copies of the programs, for gorv init to write beside. */
export function copyPrograms(dir) {
  rmSync(dir, { recursive: true, force: true })
  for (const name of ['matrix', 'exposed']) {
    cpSync(join(root, 'test/programs', name), join(dir, name), { recursive: true })
  }
}

function gorv(cell, args, options) {
  return inCell(cell, process.execPath, [gorvBin, ...args], options)
}

function go(cell, args, options) {
  return inCell(cell, join(cell.goroot, 'bin/go'), args, options)
}

function gorvRun(cell, word, out = '/dev/null', how = ['--sample', '16ms']) {
  const runner = cell.runner ? ['--exec', cell.runner] : []
  const words = ['run', '--quiet', ...how, '-r', 'json', '-o', out, ...runner, '.', '--', word]
  return gorv(cell, words, { seconds: 120 })
}

function direct(cell, program) {
  return inCell(cell, program, ['bare'], { seconds: 60 })
}

function inCell(cell, command, args, options = {}) {
  return run(command, args, { cwd: join(cell.dir, 'matrix'), env: cell.env, ...options })
}

function expectCode(ran, code) {
  if (ran.code !== code) throw new Error(`exit code ${ran.code}: ${tail(ran.stderr)}`)
}

/** What vet found, by file and words: folders differ. */
function complaints({ stderr }) {
  return [...stderr.matchAll(/([^/\s]+\.go:\d+:.*)$/gm)].map((match) => match[1])
}

function tail(text) {
  return text.trim().split('\n').slice(-3).join(' | ').slice(0, 300)
}
