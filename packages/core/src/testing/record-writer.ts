import { recordKinds, type FieldType } from '../wire/events.ts'
import { frameEvents } from '../wire/index.ts'
import { frame, svarint, u64, uvarint } from './encode.ts'

type Fields = Record<string, number | number[]>

const kindOf = new Map<string, { no: number; stamped: boolean; fields: Record<string, FieldType> }>(
  recordKinds.map((kind) => [kind.name, kind]),
)
export type RecordName = (typeof recordKinds)[number]['name']

/** The side of an M that writes records into chunks: what the hooks do, in TypeScript. */
export class RecordWriter {
  readonly m: number
  readonly #chunkSize: number
  #no = -1
  /** The chunk's bytes so far, and how many were given away. */
  #chunk: number[] = []
  #given = 0
  #t = 0
  #last: Record<string, number> = {}
  readonly #parks = new Map<number, string>()
  /** Frames of full chunks, and where a flush up to the mark ends. */
  #frames: Uint8Array[] = []
  #mark = 0

  constructor(m: number, chunkSize = 8192) {
    this.m = m
    this.#chunkSize = chunkSize
  }

  write(name: RecordName, t: number, fields: Fields = {}): void {
    if (this.#no < 0 || this.#chunk.length > this.#chunkSize) this.#beginChunk(t)
    const kind = kindOf.get(name) as NonNullable<ReturnType<typeof kindOf.get>>
    this.#chunk.push(kind.no)
    if (kind.stamped) {
      this.#chunk.push(...uvarint(Math.max(0, t - this.#t)))
      this.#t = Math.max(this.#t, t)
    }
    for (const [field, type] of Object.entries(kind.fields)) {
      this.#chunk.push(...this.#field(type, fields[field] ?? 0, Number(fields['reason'])))
    }
  }

  /** `park` or `parkNew`, as the cache has it. */
  park(t: number, reason: number, on: number): void {
    if (this.#no < 0 || this.#chunk.length > this.#chunkSize) this.#beginChunk(t)
    const slot = (reason * 7 + on) % 64
    const known = this.#parks.get(slot) === `${reason} ${on}`
    this.#parks.set(slot, `${reason} ${on}`)
    if (known) this.write('park', t, { slot })
    else this.write('parkNew', t, { slot, reason, on })
  }

  #field(type: FieldType, value: number | number[], reason = 0): number[] {
    if (Array.isArray(value)) {
      const each = value.flatMap((one) => this.#field(type === 'list' ? 'g' : 'u', one))
      return [...uvarint(value.length), ...each]
    }
    switch (type) {
      case 'g':
      case 'cg':
      case 'at':
      case 'ft':
        return svarint(this.#difference(type, value))
      case 'aw':
      case 'fw': {
        const last = this.#last[type] ?? 0
        if (value < 2 ** 53) this.#last[type] = value
        return svarint(value - last)
      }
      case 'on':
        return svarint(this.#difference(`on ${reason & 15}`, value))
      case 'seq':
        return uvarint(this.#difference(type, value))
      case 'epoch':
        return [value & 255]
      case 's':
        return svarint(value)
      default:
        return uvarint(value)
    }
  }

  #difference(type: string, value: number): number {
    const last = this.#last[type] ?? 0
    this.#last[type] = value
    return value - last
  }

  #beginChunk(t: number): void {
    if (this.#no >= 0) this.#give(this.#chunk.length)
    this.#no++
    this.#t = Math.max(this.#t, t)
    this.#chunk = u64(BigInt(this.#t))
    this.#given = this.#mark = 0
    this.#last = {}
    this.#parks.clear()
  }

  #give(end: number): void {
    if (end <= this.#given) return
    const head = [this.m, this.#no, this.#given].flatMap(uvarint)
    this.#frames.push(frame(frameEvents, 0, [...head, ...this.#chunk.slice(this.#given, end)]))
    this.#given = end
  }

  /** From now on `flush('mark')` gives what was written until now. */
  mark(): void {
    this.#mark = this.#chunk.length
  }

  flush(until: 'mark' | 'end'): Uint8Array[] {
    this.#give(until === 'end' ? this.#chunk.length : this.#mark)
    const frames = this.#frames
    this.#frames = []
    return frames
  }
}
