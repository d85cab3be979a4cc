// Runs a test binary: by itself, or recorded and replayed as it goes.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import {
  chunkSize,
  eventsNanotime,
  ExactReplay,
  FrameSplitter,
  isBigEndian,
  LiveRecording,
  Ring,
  spawnTarget,
  trustsTicks,
} from '@gorv/core'

const seconds = 900

function words(only) {
  const chosen = only === undefined ? [] : ['-test.run', only]
  return ['-test.v', '-test.short', `-test.timeout=${seconds - 30}s`, ...chosen]
}

/** In this session, as the other: the leader of one would get what a terminal of the tests hangs up. */
export async function runPlainly({ file, cwd, env }, only) {
  const out = `${file}.out`
  const fd = openSync(out, 'w')
  const result = await endOf(spawn(file, words(only), { cwd, env, stdio: ['ignore', fd, fd] }))
  closeSync(fd)
  return { ...result, stdout: readFileSync(out, 'utf8') }
}

/** Code and signal; what hangs is killed. */
function endOf(child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: error.message }))
    child.on('exit', (code, signal) => resolve({ code, signal }))
  }).finally(() => clearTimeout(timer))
}

/** The same, with `events`: how many records were replayed; and what is wrong with their order, if anything. */
export async function runExactly({ file, cwd, env, overlay }, only) {
  const buffer = 256 << 20
  const ring = new Ring(overlay.exposed.attach, {
    events: {
      chunks: buffer / chunkSize,
      flags: trustsTicks() ? 0 : eventsNanotime,
      endian: isBigEndian(overlay.goarch) ? 'big' : 'little',
    },
  })
  const out = `${file}.out`
  const fd = openSync(out, 'w')
  const args = words(only)
  const child = spawnTarget({
    program: file,
    args,
    cwd,
    env,
    ring,
    goos: overlay.goos,
    interval: 10e6,
    inherited: [],
    stdio: ['ignore', fd, fd],
  })
  const live = new LiveRecording(ring, {
    gorv: '0',
    pid: child.pid ?? 0,
    argv: args,
    mode: 'exact',
  })
  const ended = endOf(child).then((result) => {
    const nanotime = String(process.hrtime.bigint())
    const { code: exitcode, signal } = result
    live.finish(() => ({ nanotime, exitcode, signal, lost: 0, notes: [] }))
    return result
  })
  const played = await replayed(live)
  const result = await ended
  const lost = ring.chunks?.lost() ?? 0
  ring.close()
  closeSync(fd)
  return { ...result, stdout: readFileSync(out, 'utf8'), lost, ...played }
}

async function replayed(live) {
  const splitter = new FrameSplitter({ head: true })
  const replay = new ExactReplay()
  let unordered
  for (let bytes = await live.next(); bytes !== undefined; bytes = await live.next()) {
    if (unordered !== undefined) continue // gorv goes on taking them: the program waits for that
    try {
      splitter.push(bytes, (frame) => replay.push(frame))
    } catch (error) {
      unordered = error.message
    }
  }
  try {
    if (unordered === undefined) replay.finish()
  } catch (error) {
    unordered = error.message
  }
  return { events: replay.count, unordered }
}
