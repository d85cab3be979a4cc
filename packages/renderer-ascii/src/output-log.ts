import type { ProgramOutput } from '@gorv/core'
import { EscapeFilter } from './escapes.ts'
import { clean } from './text.ts'

export interface OutputLine {
  text: string
  stream: 'stdout' | 'stderr'
}

const keep = 1000
const maxLine = 2000
const tabs = 8

/** The last lines that the program printed, as they would stand on a terminal but for colours and moves. */
export class OutputLog {
  readonly #unicode: boolean
  readonly #streams: Record<'stdout' | 'stderr', Stream>
  #lines: OutputLine[] = []
  #total = 0

  constructor(unicode: boolean) {
    this.#unicode = unicode
    this.#streams = { stdout: new Stream(), stderr: new Stream() }
  }

  push(output: ProgramOutput): void {
    const stream = this.#streams[output.stream]
    for (const line of stream.push(output.bytes)) {
      this.#total++
      this.#lines.push({ text: this.#shown(line), stream: output.stream })
    }
    if (this.#lines.length > keep) this.#lines.splice(0, this.#lines.length - keep)
  }

  /** Lines so far, also of those that are not kept. */
  get total(): number {
    return this.#total + this.#begun().length
  }

  /** What is kept, the last line last; lines that are not ended yet stand at the end. */
  lines(): OutputLine[] {
    return [...this.#lines, ...this.#begun()]
  }

  #begun(): OutputLine[] {
    const begun: OutputLine[] = []
    for (const name of ['stdout', 'stderr'] as const) {
      const rest = this.#streams[name].rest
      if (rest !== '') begun.push({ text: this.#shown(rest), stream: name })
    }
    return begun
  }

  #shown(line: string): string {
    return clean(expandTabs(lastWriting(line)), this.#unicode)
  }
}

class Stream {
  readonly #decoder = new TextDecoder()
  readonly #filter = new EscapeFilter()
  rest = ''

  push(bytes: Uint8Array): string[] {
    const text = this.#filter.push(this.#decoder.decode(bytes, { stream: true }))
    const lines = (this.rest + text).split('\n')
    this.rest = lines.pop() ?? ''
    if (this.rest.length > 2 * maxLine) this.rest = this.rest.slice(-maxLine)
    return lines
  }
}

/** A carriage return writes the line anew, as progress bars do. */
function lastWriting(line: string): string {
  const written = line.replace(/\r+$/, '')
  return written.slice(written.lastIndexOf('\r') + 1).slice(0, maxLine)
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text
  let out = ''
  for (const ch of text) out += ch === '\t' ? ' '.repeat(tabs - (out.length % tabs)) : ch
  return out
}
