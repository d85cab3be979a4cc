import {
  capParent,
  capStartfn,
  capTimers,
  lackCreatedby,
  lackIncgo,
  lackLockedg,
  lackTicks,
  lackWaitreason,
  type ByteReader,
  type Capability,
} from '../wire/index.ts'
import { readSymbol } from '../wire/records.gen.ts'
import type { HelloRecord, SymbolRecord } from '../wire/records.ts'

/** A bit that says that something is told, or that it is not. */
const capabilities: [Capability, bit: number, told: boolean][] = [
  ['timers', capTimers, true],
  ['parent', capParent, true],
  ['startfn', capStartfn, true],
  ['ticks', lackTicks, false],
  ['lockedg', lackLockedg, false],
  ['incgo', lackIncgo, false],
  ['waitreason', lackWaitreason, false],
  ['createdby', lackCreatedby, false],
]

/** What numbers on the wire mean in this recording. */
export class Names {
  #gstatus: string[] = []
  #pstatus: string[] = []
  #waitreasons: string[] = []
  /** What this Go tells. */
  readonly tells = new Set<Capability>()
  readonly #symbols: (SymbolRecord | undefined)[] = []

  /** Reads the rest of a hello frame, behind its record. */
  readHello(hello: HelloRecord, r: ByteReader): void {
    this.tells.clear()
    this.#gstatus = hello.gstatus.split(' ')
    this.#pstatus = hello.pstatus.split(' ')
    for (const [capability, bit, told] of capabilities) {
      if (((hello.capabilities & bit) !== 0) === told) this.tells.add(capability)
    }
    const count = r.uvarint()
    if (count > 10_000) r.fail('more wait reasons than any Go has')
    this.#waitreasons = Array.from({ length: count }, () => r.text())
  }

  readSymbol(r: ByteReader): void {
    const symbol = readSymbol(r)
    if (symbol.id > 1_000_000) r.fail('a symbol number no program writes')
    this.#symbols[symbol.id] = symbol
  }

  gstatus(n: number): string {
    return this.#gstatus[n] ?? `G${n}`
  }

  pstatus(n: number): string {
    return this.#pstatus[n] ?? `P${n}`
  }

  /** null where this Go does not tell. */
  waitreason(n: number): string | null {
    if (!this.tells.has('waitreason')) return null
    return this.#waitreasons[n] ?? `wait reason ${n}`
  }

  symbol(id: number): SymbolRecord | undefined {
    return id === 0 ? undefined : this.#symbols[id]
  }

  /** Go 1.26 and newer do not mark a P whose M is in a system call. */
  get marksSyscall(): boolean {
    return this.#pstatus.includes('Psyscall')
  }
}
