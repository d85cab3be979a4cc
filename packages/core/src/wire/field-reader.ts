import { WireError } from './byte-reader.ts'

/** Nanoseconds, beyond which a number is no longer exact: a hundred days after the machine's start. */
const never = 2 ** 53

/**
 * Reads the fields of records (events.ts) from a chunk. What a field is a
 * difference to is kept here, since a chunk's start resets it. Written for
 * speed: this runs some 20 million times a second.
 */
export class FieldReader {
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  /** Where `bytes` begins in the recording, for error messages. */
  base = 0
  /** Last of each kind: goid, goid created, number under sched.lock, what timers were added and fired. */
  goid = 0
  cgoid = 0
  lockSeq = 0
  addWhen = 0
  addTimer = 0
  fireWhen = 0
  fireTimer = 0
  /** The record's address, in halves, and the last ones: two words for each of 16 groups of reasons. */
  onHigh = 0
  onLow = 0
  readonly ons = new Uint32Array(32)
  /** The record's list: `count` of it are valid. */
  list: number[] = []
  count = 0

  fail(message: string): never {
    throw new WireError(message, this.base + this.at)
  }

  byte(): number {
    if (this.at >= this.bytes.length) this.fail('records end inside one')
    return this.bytes[this.at++] as number
  }

  u(): number {
    const byte = this.bytes[this.at++] as number
    return byte < 0x80 ? byte : this.longU(byte)
  }

  /** The rest of a number; `first` is undefined behind the end. */
  longU(first: number | undefined): number {
    if (first === undefined) return this.fail('records end inside a number')
    let value = first & 0x7f
    let scale = 128
    for (let i = 1; i < 10; i++) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) return this.fail('records end inside a number')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    return this.fail('number of more than 10 bytes')
  }

  s(): number {
    const byte = this.bytes[this.at++] as number
    if (byte < 0x80) return (byte >>> 1) ^ -(byte & 1)
    const value = this.longU(byte)
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** When a timer is due: many are never, from which no difference is taken. */
  due(last: 'addWhen' | 'fireWhen'): number {
    const when = this[last] + this.s()
    if (when < never) this[last] = when
    return when
  }

  readList(): void {
    const count = this.#length()
    for (let i = 0; i < count; i++) this.list[i] = this.goid += this.s()
  }

  readPs(): void {
    const count = this.#length()
    for (let i = 0; i < count; i++) this.list[i] = this.u()
  }

  /** An entry takes a byte at least, so a list is no longer than what is left. */
  #length(): number {
    const count = this.u()
    if (count > this.bytes.length - this.at) this.fail('a list longer than its records')
    this.count = count
    return count
  }

  /** 64 bits, which a number cannot hold: in two halves, with wrap-around. */
  readOn(group: number): void {
    let low = 0
    let high = 0
    for (let shift = 0; ; shift += 7) {
      if (shift > 63) this.fail('number of more than 10 bytes')
      const byte = this.byte()
      const bits = byte & 0x7f
      if (shift < 32) low |= bits << shift
      if (shift > 25) high |= shift < 32 ? bits >>> (32 - shift) : bits << (shift - 32)
      if (byte < 0x80) break
    }
    const sign = -(low & 1)
    const deltaLow = (((low >>> 1) | (high << 31)) ^ sign) >>> 0
    const deltaHigh = ((high >>> 1) ^ sign) >>> 0
    const { ons } = this
    const sum = (ons[2 * group] as number) + deltaLow
    this.onLow = ons[2 * group] = sum >>> 0
    this.onHigh = ons[2 * group + 1] =
      ((ons[2 * group + 1] as number) + deltaHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0
  }
}
