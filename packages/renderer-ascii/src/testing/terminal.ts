import { PassThrough, Writable } from 'node:stream'
import xterm from '@xterm/headless'
import type { RendererTerminal } from '@gorv/core'

/** A terminal in memory: what is written to it can be seen, and keys can be pressed. */
export class FakeTerminal implements RendererTerminal {
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: (raw: boolean) => {
      this.input.isRaw = raw
    },
  })
  readonly output: Writable & { isTTY: boolean; columns: number; rows: number }
  readonly #xterm: xterm.Terminal
  released = 0

  constructor(columns = 80, rows = 24) {
    this.#xterm = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    const output = new Writable({
      write: (chunk: Buffer, _, done) => this.#xterm.write(chunk, done),
    })
    this.output = Object.assign(output, { isTTY: true, columns, rows })
  }

  release(): void {
    this.released++
  }

  press(keys: string): void {
    this.input.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows)
    this.output.columns = columns
    this.output.rows = rows
    this.output.emit('resize')
  }

  get alternate(): boolean {
    return this.#xterm.buffer.active.type === 'alternate'
  }

  text(): string {
    const { active } = this.#xterm.buffer
    const lines = Array.from({ length: active.length }, (_, y) =>
      active.getLine(y)?.translateToString().trimEnd(),
    )
    return lines.join('\n')
  }
}
