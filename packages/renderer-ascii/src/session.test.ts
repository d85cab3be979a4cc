import { afterEach, expect, test, vi } from 'vitest'
import type { RendererContext } from '@gorv/core'
import { AsciiSession } from './session.ts'
import { FakeTerminal } from './testing/terminal.ts'
import { g, hello, snapshot } from './testing/made-up.ts'

const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8' }
const sessions: AsciiSession[] = []
afterEach(() => {
  for (const session of sessions.splice(0)) session.close()
})

function start(more: Partial<RendererContext> = {}, terminal = new FakeTerminal()) {
  const interrupt = vi.fn<() => void>()
  const note = vi.fn<(message: string) => void>()
  const context: RendererContext = {
    options: undefined,
    title: './x',
    output: undefined,
    data: { isTTY: true, write: async () => {} },
    terminal,
    live: true,
    interrupt,
    note,
    ...more,
  }
  const session = new AsciiSession(context, env)
  sessions.push(session)
  const shows = (pattern: RegExp) => vi.waitFor(() => expect(terminal.text()).toMatch(pattern))
  return { session, terminal, interrupt, note, shows }
}

test('from the first screen to the last, and the terminal as it was', async () => {
  const { session, terminal, shows } = start()
  await shows(/Waiting for the program to say hello\./)
  expect([terminal.alternate, terminal.input.isRaw]).toEqual([true, true])
  session.hello(hello())
  await shows(/No snapshot yet\./)
  await session.snapshot(snapshot())
  await shows(/^ P0 +R M0 +G23 main\.worker/m)
  terminal.resize(100, 30)
  await shows(/^ Ps busy 1 /m)
  expect(await session.end()).toEqual({ files: [] })
  session.close()
  await vi.waitFor(() => expect(terminal.alternate).toBe(false))
  expect(terminal.input.isRaw).toBe(false)
})

test('needs a terminal that can be drawn on', () => {
  expect(() => start({ terminal: undefined })).toThrow('needs a terminal')
  const file = new FakeTerminal()
  file.output.isTTY = false
  expect(() => start({}, file)).toThrow('its output is not one; try -r html or -r json')
})

test('q asks once; asked again, the terminal is given back and the session goes on unseen', async () => {
  const { session, terminal, interrupt, note, shows } = start()
  session.hello(hello())
  await session.snapshot(snapshot())
  terminal.press('q')
  await shows(/ ending$/m)
  expect([interrupt.mock.calls.length, terminal.released]).toEqual([1, 0])
  terminal.press('q')
  await vi.waitFor(() => expect(terminal.alternate).toBe(false))
  expect([interrupt.mock.calls.length, terminal.released]).toEqual([1, 1])
  expect(note.mock.calls[0]?.[0]).toContain('has not ended yet')
  await session.snapshot(snapshot({ seq: 127 }))
  session.output({ stream: 'stdout', bytes: Buffer.from('late\n') })
  await session.end()
  expect(terminal.text().trim()).toBe('')
})

test('paused: what is shown stays, also beyond the end of the program', async () => {
  const { session, terminal, shows } = start()
  session.hello(hello())
  for (let seq = 0; seq < 5; seq++) await session.snapshot(snapshot({ seq, t: seq * 16e6 }))
  terminal.press(' ')
  await shows(/PAUSED, 0 passed/)
  await session.snapshot(snapshot({ seq: 5, t: 80e6 }))
  await shows(/PAUSED 1 back, 1 passed/)
  expect(terminal.text()).toContain(' seq 4 ')
  terminal.press(',')
  await shows(/ seq 3 /)
  terminal.press('<')
  await shows(/ seq 0 /)
  terminal.press('.')
  await shows(/ seq 1 /)
  let ended = false
  const end = session.end().then(() => (ended = true))
  await shows(/ back, ended/)
  expect(ended).toBe(false)
  terminal.press('p')
  await end
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the look at a paused screen', async (signal) => {
  const { session, terminal, shows } = start()
  session.hello(hello())
  await session.snapshot(snapshot())
  terminal.press('p')
  await shows(/PAUSED/)
  const end = session.end()
  process.emit(signal, signal)
  expect(await end).toEqual({ files: [] })
})

test('hostile names and output cannot steer the terminal', async () => {
  const { session, terminal, shows } = start()
  session.hello(hello())
  const startfn = 'main.\u001b[?1049l{red-fg}evil\u009b2J\u0007'
  await session.snapshot(snapshot({ allg: [g(7, { startfn })] }))
  session.output({
    stream: 'stdout',
    bytes: Buffer.from('\u001b[?1049l{bold}out\u001b]0;t\u0007\n'),
  })
  await shows(/^ \| \{bold\}out$/m)
  expect(terminal.text()).toMatch(/main\.\^\[\[\?1049l/)
  expect(terminal.alternate).toBe(true)
})

test('leaves the signals and exceptions of the process to others', () => {
  const events = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP', 'exit', 'uncaughtException'] as const
  const counts = () => events.map((event) => process.listenerCount(event))
  const before = counts()
  const { session } = start()
  // The guard's own; for uncaught exceptions it looks on.
  expect(process.listenerCount('uncaughtException')).toBe(before.at(-1))
  session.close()
  expect(counts()).toEqual(before)
})
