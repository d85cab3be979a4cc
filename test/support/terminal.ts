import { spawn, type IPty } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { testEnv } from './gorv.ts'

/** Modes that a full-screen program may leave behind. */
export interface TerminalState {
  buffer: 'normal' | 'alternate'
  cursorHidden: boolean
  bracketedPaste: boolean
  mouse: string
  applicationCursorKeys: boolean
  applicationKeypad: boolean
}

export const untouched: TerminalState = {
  buffer: 'normal',
  cursorHidden: false,
  bracketedPaste: false,
  mouse: 'none',
  applicationCursorKeys: false,
  applicationKeypad: false,
}

/** Long enough to build a runtime on a busy machine. */
const patience = 60_000

interface Options {
  cwd: string
  columns?: number
  rows?: number
  env?: NodeJS.ProcessEnv
}

/** A program on a terminal of its own. */
export class TestTerminal {
  readonly #pty: IPty
  readonly #xterm: xterm.Terminal
  /** All that was written to the terminal. */
  raw = ''
  exit: { exitCode: number; signal?: number } | undefined

  constructor(command: string, args: string[], { cwd, columns = 100, rows = 30, env }: Options) {
    this.#xterm = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    const whole: NodeJS.ProcessEnv = {
      ...testEnv(),
      NO_COLOR: undefined,
      CI: undefined, // Node counts fewer colours there
      TERM: undefined,
      LANG: 'C.UTF-8',
      ...env,
    }
    this.#pty = spawn(command, args, {
      // It becomes TERM.
      name: whole['TERM'] ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)),
    })
    this.#pty.onData((data) => {
      this.raw += data
      this.#xterm.write(data)
    })
    this.#pty.onExit((exit) => (this.exit = exit))
  }

  /** What one sees; in the normal buffer also what was scrolled away. */
  text(): string {
    const { active } = this.#xterm.buffer
    const lines: string[] = []
    for (let y = 0; y < active.length; y++) {
      lines.push(active.getLine(y)?.translateToString().trimEnd() ?? '')
    }
    return lines.join('\n')
  }

  /** Resolves to what one sees once it matches; rejects with it after a while. */
  async until(pattern: RegExp, timeoutMs = patience): Promise<string> {
    return this.when(`${pattern}`, () => pattern.test(this.text()), timeoutMs)
  }

  async when(what: string, holds: () => boolean, timeoutMs = patience): Promise<string> {
    for (const begun = performance.now(); !holds();) {
      if (performance.now() - begun > timeoutMs) {
        throw new Error(`waited in vain for ${what}; the terminal shows\n${this.text()}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    return this.text()
  }

  /** Resolves to the exit code once the program has gone and all that it wrote was read. */
  async ended(timeoutMs?: number): Promise<number> {
    await this.when('the end', () => this.exit !== undefined, timeoutMs)
    await new Promise<void>((resolve) => this.#xterm.write('', resolve))
    return this.exit?.exitCode ?? -1
  }

  press(keys: string): void {
    this.#pty.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  get pid(): number {
    return this.#pty.pid
  }

  get state(): TerminalState {
    const { modes, buffer } = this.#xterm
    return {
      buffer: buffer.active.type,
      cursorHidden: hiddenCursor(this.#xterm),
      bracketedPaste: modes.bracketedPasteMode,
      mouse: modes.mouseTrackingMode,
      applicationCursorKeys: modes.applicationCursorKeysMode,
      applicationKeypad: modes.applicationKeypadMode,
    }
  }

  /** Kills what still runs. */
  dispose(): void {
    if (!this.exit) this.#pty.kill('SIGKILL')
    this.#xterm.dispose()
  }
}

/** xterm.js does not make this public. */
function hiddenCursor(terminal: xterm.Terminal): boolean {
  const inner = terminal as unknown as { _core: { coreService: { isCursorHidden: boolean } } }
  return inner._core.coreService.isCursorHidden
}
