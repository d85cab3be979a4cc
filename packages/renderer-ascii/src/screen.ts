import type { EventEmitter } from 'node:events'
import { once } from 'node:events'
import blessed from 'blessed'
import type { RendererTerminal } from '@gorv/core'
import { toCells, type ScreenCell } from './cells.ts'
import type { TerminalTraits } from './environment.ts'
import { guardTerminal } from './guard.ts'
import type { Size } from './layout.ts'
import type { Line } from './style.ts'

/** blessed's buffers: what should be on the terminal, and what is. */
interface Buffers {
  lines: (ScreenCell[] & { dirty: boolean })[]
  olines: ScreenCell[][]
}

/** What blessed registers on the process as soon as there is a screen. */
interface Handlers {
  _exceptionHandler?: (error: Error) => void
  _sigtermHandler?: () => void
  _sigintHandler?: () => void
  _sigquitHandler?: () => void
  _exitHandler?: () => void
}

type Output = NodeJS.WritableStream & { writableNeedDrain?: boolean; destroyed?: boolean }

/** The terminal, all of it, from construction to close(). The only file that knows blessed. */
export class Screen {
  readonly #screen: blessed.Widgets.Screen
  readonly #output: Output
  readonly #input: NodeJS.ReadableStream
  readonly #colours: number
  readonly #unguard: () => void
  #closed = false
  #lost = false

  constructor(terminal: RendererTerminal, traits: TerminalTraits) {
    this.#colours = traits.colours
    this.#output = terminal.output
    this.#input = terminal.input
    this.#input.on('error', this.#onLost)
    this.#output.on('error', this.#onLost)
    avoidTerminfo()
    this.#screen = blessed.screen({
      input: terminal.input as never,
      output: terminal.output as never,
      terminal: traits.term === 'linux' ? 'linux' : 'xterm-256color',
      forceUnicode: traits.unicode,
      smartCSR: false,
      resizeTimeout: 0,
    })
    withdrawHandlers((blessed as unknown as { Screen: Handlers }).Screen)
    const { tput } = this.#screen as unknown as { tput: { brokenACS: boolean } }
    // Signs come as what they are, not through the terminal's alternate character set.
    tput.brokenACS = true
    this.#unguard = guardTerminal(this.#restore)
  }

  get size(): Size {
    return { columns: Number(this.#screen.width), rows: Number(this.#screen.height) }
  }

  onKey(listener: (key: string) => void): void {
    this.#program.on('keypress', (ch: string | undefined, key: { full?: string } | undefined) => {
      const name = key?.full ?? ch
      if (name !== undefined && !this.#closed) listener(name)
    })
  }

  onResize(listener: () => void): void {
    this.#screen.on('resize', () => {
      if (!this.#closed) listener()
    })
  }

  draw(lines: Line[]): void {
    if (this.#closed || this.#lost) return
    const { columns, rows } = this.size
    const buffers = this.#screen as unknown as Buffers
    for (let y = 0; y < rows; y++) {
      const row = buffers.lines[y]
      const old = buffers.olines[y]
      if (!row || !old) continue
      const { cells, wide } = toCells(lines[y] ?? [], columns, this.#colours)
      // blessed steps over unchanged columns as if each character took one: a row with a wide one
      // is drawn whole, before and after.
      const redraw = wide || old.some((cell) => cell[1] === '')
      for (let x = 0; x < columns; x++) {
        const cell = cells[x]
        if (cell) row[x] = cell
        if (redraw && old[x]) old[x] = [0, '\0']
      }
      row.dirty = true
    }
    this.#screen.draw(0, rows - 1)
    ;(this.#program as unknown as { flush(): void }).flush()
  }

  /** Resolves once the terminal has taken what was drawn. */
  async drained(): Promise<void> {
    if (this.#closed || this.#lost || this.#output.writableNeedDrain !== true) return
    const gone = new AbortController()
    const away = () => gone.abort()
    this.#output.once('close', away)
    this.#output.once('error', away)
    await once(this.#output as unknown as EventEmitter, 'drain', { signal: gone.signal }).catch(
      () => {},
    )
    this.#output.off('close', away)
    this.#output.off('error', away)
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#unguard()
    this.#restore()
    this.#input.off('error', this.#onLost)
    this.#output.off('error', this.#onLost)
  }

  get #program(): EventEmitter {
    return this.#screen.program as unknown as EventEmitter
  }

  readonly #restore = (): void => {
    if (this.#closed) return
    this.#closed = true
    try {
      this.#screen.destroy()
    } catch (error) {
      if (!this.#lost) throw error
    }
  }

  readonly #onLost = (): void => {
    this.#lost = true
  }
}

/**
 * blessed misreads today's terminfo files, the one for xterm-256color among
 * them, and says so on stderr at length. The definitions that it brings along
 * say of the little that is used here what every terminal of today understands.
 */
function avoidTerminfo(): void {
  const { Tput } = blessed as unknown as { Tput: { ipaths: unknown[] } }
  Tput.ipaths.length = 0
}

/**
 * blessed would handle SIGINT and SIGTERM by exiting with 0, and uncaught
 * exceptions in its own way. gorv's signals and exit are gorv's.
 */
function withdrawHandlers(handlers: Handlers): void {
  const { _exceptionHandler, _sigtermHandler, _sigintHandler, _sigquitHandler, _exitHandler } =
    handlers
  if (_exceptionHandler) process.off('uncaughtException', _exceptionHandler)
  if (_sigtermHandler) process.off('SIGTERM', _sigtermHandler)
  if (_sigintHandler) process.off('SIGINT', _sigintHandler)
  if (_sigquitHandler) process.off('SIGQUIT', _sigquitHandler)
  if (_exitHandler) process.off('exit', _exitHandler)
}
