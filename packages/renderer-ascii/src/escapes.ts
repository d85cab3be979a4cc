/**
 * Takes out of a program's output what would steer the terminal: CSI, OSC and
 * the other escape sequences, also where a write cut one in two.
 */
export class EscapeFilter {
  #in: 'text' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string escape' = 'text'

  push(text: string): string {
    if (this.#in === 'text' && !text.includes('\u001b') && !/[\u0090-\u009f]/.test(text))
      return text
    let out = ''
    for (const ch of text) if (this.#keeps(ch)) out += ch
    return out
  }

  #keeps(ch: string): boolean {
    const code = ch.codePointAt(0) ?? 0
    // CAN and SUB end a sequence; a new ESC begins another.
    if (code === 0x18 || code === 0x1a) {
      this.#in = 'text'
      return false
    }
    if (code === 0x1b) {
      this.#in = this.#in === 'string' ? 'string escape' : 'escape'
      return false
    }
    switch (this.#in) {
      case 'text':
        return this.#begins(code)
      case 'escape':
        this.#in = afterEscape(code)
        return false
      case 'intermediate':
        if (code < 0x20 || code > 0x2f) this.#in = 'text'
        return false
      case 'csi':
        if (code === 0x0a) return this.#broken()
        if (code >= 0x40 && code <= 0x7e) this.#in = 'text'
        return false
      case 'string escape':
        this.#in = code === 0x5c ? 'text' : afterEscape(code)
        return false
      case 'string':
        // A title that never ends must not eat the program's output.
        if (code === 0x0a) return this.#broken()
        if (code === 0x07 || code === 0x9c) this.#in = 'text'
        return false
    }
  }

  #begins(code: number): boolean {
    if (code === 0x9b) this.#in = 'csi'
    else if (code === 0x90 || code === 0x98 || (code >= 0x9d && code <= 0x9f)) this.#in = 'string'
    else return true
    return false
  }

  #broken(): boolean {
    this.#in = 'text'
    return true
  }
}

function afterEscape(code: number): 'text' | 'intermediate' | 'csi' | 'string' {
  if (code === 0x5b) return 'csi'
  // DCS, SOS, OSC, PM, APC
  if ([0x50, 0x58, 0x5d, 0x5e, 0x5f].includes(code)) return 'string'
  return code >= 0x20 && code <= 0x2f ? 'intermediate' : 'text'
}
