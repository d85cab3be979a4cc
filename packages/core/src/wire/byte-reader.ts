/** A recording that does not say what it should; `offset` is in bytes from its start. */
export class WireError extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(`${message} at byte ${offset}`)
    this.name = 'WireError'
    this.offset = offset
  }
}

const utf8 = new TextDecoder()

/** Reads the primitives of records.ts from one frame's payload. */
export class ByteReader {
  readonly bytes: Uint8Array
  /** Where `bytes` begins in the recording, for error messages. */
  readonly base: number
  at = 0

  constructor(bytes: Uint8Array, base = 0) {
    this.bytes = bytes
    this.base = base
  }

  get done(): boolean {
    return this.at >= this.bytes.length
  }

  fail(message: string): never {
    throw new WireError(message, this.base + this.at)
  }

  uvarint(): number {
    const bytes = this.bytes
    let byte = bytes[this.at++]
    if (byte === undefined) return this.fail('payload ends inside a number')
    if (byte < 0x80) return byte
    // 28 bits by shifting, which is fast; what is beyond by multiplying.
    let value = byte & 0x7f
    let shift = 7
    let scale = 128
    for (let i = 1; i < 10; i++) {
      byte = bytes[this.at++]
      if (byte === undefined) return this.fail('payload ends inside a number')
      if (shift < 28) value |= (byte & 0x7f) << shift
      else value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      shift += 7
      scale *= 128
    }
    return this.fail('number of more than 10 bytes')
  }

  svarint(): number {
    const value = this.uvarint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  u64(): bigint {
    if (this.at + 8 > this.bytes.length) this.fail('payload ends inside a number')
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, 8)
    this.at += 8
    return view.getBigUint64(0, true)
  }

  text(): string {
    const length = this.uvarint()
    if (this.at + length > this.bytes.length) this.fail('payload ends inside a text')
    const value = utf8.decode(this.bytes.subarray(this.at, this.at + length))
    this.at += length
    return value
  }
}
