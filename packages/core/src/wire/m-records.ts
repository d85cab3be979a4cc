import { recLost, recPark, recParkNew, readFields, RecordFields, stamped } from './events.gen.ts'

const parkSlots = 64

/** Bytes of one chunk of an M as a frame brings them. */
export interface Piece {
  no: number
  offset: number
  bytes: Uint8Array
  /** Where they begin in the recording, and where their frame does. */
  base: number
  frame: number
}

/** Where an M's records stand, and the one at hand. */
export interface SavedRecords {
  fields: Record<string, number>
  list: number[]
  slots: number[]
  ons: number[]
}

/**
 * The records of one M, in its order: `next` makes the next one the record at
 * hand, whose fields are this object's. Nothing is allocated for a record.
 */
export class MRecords extends RecordFields {
  readonly m: number
  kind = 0
  /** The record's stamp, or the last one before it. */
  t = 0
  /** Where it begins: in `bytes`. */
  start = 0
  /** Of `park` and `parkNew`: number of the wait reason, address. */
  parkReason = 0
  parkHigh = 0
  parkLow = 0
  /** Chunk at hand, and how much of it has come into `bytes` before `bytes` began. */
  no = -1
  chunkAt = 0
  #pieces: Piece[] = []
  #taken = 0
  readonly #slots = new Uint32Array(parkSlots * 3)
  /** A chunk is missing: its successor has to begin with what was lost. */
  #gap = false
  /** Loaded: bytes that were read before may come again. */
  #resumed = false
  /** Where the frame of `bytes` begins. */
  frame = 0

  constructor(m: number) {
    super()
    this.m = m
  }

  /** Where in the recording the record at hand begins. */
  get position(): number {
    return this.base + this.start
  }

  /** Where the frame begins that has the next bytes; undefined if it has not come. */
  get unreadFrame(): number | undefined {
    return this.at < this.bytes.length ? this.frame : this.#pieces[this.#taken]?.frame
  }

  save(): SavedRecords {
    const fields: Record<string, number> = {}
    for (const [name, value] of Object.entries(this)) {
      if (typeof value === 'number') fields[name] = value
    }
    const used = this.#slots.findLastIndex((slot) => slot !== 0) + 1
    return {
      fields,
      list: this.list.slice(0, this.count),
      slots: Array.from(this.#slots.slice(0, used)),
      ons: Array.from(this.ons),
    }
  }

  /** The bytes behind the record at hand have to come again. */
  load({ fields, list, slots, ons }: SavedRecords): void {
    Object.assign(this, fields, { list: list.slice() })
    this.chunkAt += this.at
    this.base += this.start
    this.at = this.start = 0
    this.#slots.set(slots)
    this.ons.set(ons)
    this.#resumed = true
  }

  /** Bytes of a chunk; `bytes` is kept. */
  push(piece: Piece): void {
    if (piece.bytes.length > 0) this.#pieces.push(piece)
  }

  /** False if there is none yet. Throws WireError where bytes are no records. */
  next(): boolean {
    while (this.at >= this.bytes.length) if (!this.#nextPiece()) return false
    this.start = this.at
    const kind = this.bytes[this.at++] as number
    if (stamped[kind] === 1) this.t += this.u()
    this.kind = kind
    readFields(this, kind)
    if (kind === recPark || kind === recParkNew) this.#park(kind)
    if (this.at > this.bytes.length) this.fail('records end inside one')
    if (this.#gap) {
      if (kind !== recLost) this.fail(`chunks of M ${this.m} are missing before this record`)
      this.#gap = false
    }
    return true
  }

  #park(kind: number): void {
    const slots = this.#slots
    if (this.slot >= parkSlots) this.fail('no such slot in the park cache')
    const at = this.slot * 3
    if (kind === recParkNew) {
      slots[at] = this.reason + 1
      slots[at + 1] = this.onHigh
      slots[at + 2] = this.onLow
    } else if (slots[at] === 0) {
      this.fail('a slot of the park cache that was never filled')
    }
    this.parkReason = (slots[at] as number) - 1
    this.parkHigh = slots[at + 1] as number
    this.parkLow = slots[at + 2] as number
  }

  #nextPiece(): boolean {
    const piece = this.#pieces[this.#taken]
    if (!piece) return false
    this.#taken++
    if (this.#taken === this.#pieces.length || this.#taken === 1024) {
      this.#pieces.splice(0, this.#taken)
      this.#taken = 0
    }
    this.chunkAt += this.bytes.length
    this.bytes = piece.bytes
    this.base = piece.base
    this.frame = piece.frame
    this.at = 0
    if (this.#resumed && this.#wasRead(piece)) return true
    if (piece.no === this.no) {
      if (piece.offset !== this.chunkAt) {
        this.fail(
          `chunk ${piece.no} of M ${this.m} goes on at ${piece.offset}, not ${this.chunkAt}`,
        )
      }
      return true
    }
    if (piece.no < this.no || piece.offset !== 0) {
      this.fail(`chunk ${piece.no} of M ${this.m} at ${piece.offset} after chunk ${this.no}`)
    }
    this.#gap = piece.no !== this.no + 1
    this.#beginChunk(piece.no)
    return true
  }

  /** Leaves what is new of a piece; false if that is all of it. */
  #wasRead(piece: Piece): boolean {
    const old = piece.no < this.no ? Infinity : piece.no > this.no ? 0 : this.chunkAt - piece.offset
    if (old <= 0) return false
    this.bytes = piece.bytes.subarray(old)
    this.base += old
    return true
  }

  #beginChunk(no: number): void {
    if (this.bytes.length < 8) this.fail('a chunk without its stamp')
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, 8)
    this.t = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32
    this.at = 8
    this.no = no
    this.chunkAt = 0
    this.goid = this.cgoid = this.lockSeq = 0
    this.addWhen = this.addTimer = this.fireWhen = this.fireTimer = 0
    this.ons.fill(0)
    this.#slots.fill(0)
  }
}
