// Plays a recording through the ascii renderer on this process's terminal, as
// the command line does. Prints how it went once the terminal is free again.
import { readFileSync } from 'node:fs'
import { FrameSplitter, State } from '../../packages/core/dist/index.js'
import renderer from '../../packages/renderer-ascii/dist/index.js'

const [path, ...flags] = process.argv.slice(2)
const flag = (name) => flags.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)

let interrupts = 0
let stop = false
let letGo = () => {}
const asked = new Promise((resolve) => (letGo = resolve))
const session = await renderer.open({
  options: undefined,
  title: flag('title') ?? 'recording',
  output: undefined,
  data: { isTTY: true, write: async () => {} },
  terminal: { input: process.stdin, output: process.stdout },
  live: true,
  interrupt: () => {
    interrupts++
    stop = true
    letGo()
  },
  note: () => {},
})

const state = new State()
const splitter = new FrameSplitter({ head: true })
const changes = []
splitter.push(readFileSync(path), (frame) => changes.push(state.apply(frame)))
const snapshots = changes.flatMap((change) => (change?.what === 'snapshot' ? change.snapshot : []))
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** `--until=12`: shows as many snapshots at their pace, then holds the last one. */
async function play() {
  await session.hello(state.hello)
  const until = Number(flag('until') ?? snapshots.length)
  const speed = Number(flag('speed') ?? 1)
  const begun = performance.now()
  for (const snapshot of snapshots.slice(0, until)) {
    const due = snapshot.t / 1e6 / speed - (performance.now() - begun)
    if (due > 0) await sleep(due)
    await session.snapshot(snapshot)
    if (flag('output') !== undefined) {
      const bytes = Buffer.from(`${flag('output')} ${snapshot.seq}\n`)
      session.output({ stream: snapshot.seq % 5 === 0 ? 'stderr' : 'stdout', bytes })
    }
    if (flag('throw') === String(snapshot.seq)) throw new Error('thrown on purpose')
    if (flag('reject') === String(snapshot.seq))
      void Promise.reject(new Error('nobody catches this'))
    if (stop) return
  }
  if (flag('hold') !== undefined) await asked
}

let failure
try {
  await play()
  await session.end(state.end())
} catch (error) {
  failure = error
}
await session.close()
process.stdin.pause()
console.log(`over: interrupts ${interrupts}${failure ? `, threw ${failure.message}` : ''}`)
