// What a long run of a real server under load keeps in memory: net/http with clients
// over loopback, plainly and recorded exactly, RSS of the program and of gorv once a
// second; and of gorv while it renders the recording. Words: seconds recorded, seconds plainly.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJsonFrame, FileRecording, frameEnd, FrameSplitter } from '@gorv/core'
import { gorvBin, root, sh, table } from './support.mjs'

const seconds = Number(process.argv[2] ?? 600)
const plainly = Number(process.argv[3] ?? 60)
const cwd = join(root, 'test/exact/programs')
const dir = mkdtempSync(join(tmpdir(), 'gorv-soak-'))
const recording = join(dir, 'run.gorv')
const words = (time) => ['-events', '2000000000', '-for', `${time}s`]

const rss = (pid) => {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1')
    return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

const childOf = (pid) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, 'latin1').split(') ')[1]?.split(' ')[1] === pid
      } catch {
        return false
      }
    })

/** Runs to the end: the most that the process, and a child of it, had in memory, in MiB. */
function watched(command, args) {
  return new Promise((resolve) => {
    const most = { own: 0, child: 0 }
    let errors = ''
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (chunk) => (errors += chunk))
    const timer = setInterval(() => {
      most.own = Math.max(most.own, rss(child.pid))
      const below = childOf(String(child.pid))
      if (below) most.child = Math.max(most.child, rss(below))
    }, 1000)
    child.on('close', (code) => {
      clearInterval(timer)
      resolve({ ...most, code, errors })
    })
  })
}

/** What a recording's last frame says was lost; all that is before it are read. */
async function lostOf(path) {
  const source = new FileRecording(path)
  const splitter = new FrameSplitter({ head: true })
  let end
  for (let bytes = await source.next(); bytes; bytes = await source.next()) {
    splitter.push(bytes, (frame) => {
      if (frame.kind === frameEnd) end = decodeJsonFrame(frame)
    })
  }
  source.close()
  return end.lost
}

const plainProgram = join(dir, 'httpload')
sh('go', ['build', '-o', plainProgram, './httpload'], { cwd })
const plain = await watched(plainProgram, words(plainly))
const nothing = join(root, 'bench/nothing.mjs')
const run = [
  'run',
  '--quiet',
  '-r',
  nothing,
  '--record',
  recording,
  './httpload',
  '--',
  ...words(seconds),
]
const exact = await watched(process.execPath, [gorvBin, ...run])

if (plain.code !== 0 || exact.code !== 0) throw new Error(plain.errors + exact.errors)
const lost = await lostOf(recording)
const render = ['render', recording, '--quiet', '-r', 'json', '-o', '/dev/null']
const rendered = await watched(process.execPath, [gorvBin, ...render])
const size = statSync(recording).size
rmSync(dir, { recursive: true, force: true })

table([
  [
    'seconds',
    'program plain, MiB',
    'exact, MiB',
    'more, MiB',
    'gorv, MiB',
    'recording, MiB',
    'gorv render, MiB',
    'lost',
    'said',
  ],
  [
    seconds,
    plain.own.toFixed(0),
    exact.child.toFixed(0),
    (exact.child - plain.own).toFixed(0),
    exact.own.toFixed(0),
    (size / 2 ** 20).toFixed(0),
    rendered.own.toFixed(0),
    lost,
    exact.errors.trim() || '–',
  ],
])
