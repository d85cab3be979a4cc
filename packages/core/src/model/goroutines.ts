import type { ByteReader, G } from '../wire/index.ts'
import { readBirth } from '../wire/records.gen.ts'
import type { Names } from './names.ts'

const scanBit = 0x10
const birthBit = 0x20
const maxIndex = 1 << 27

/** allgs as the snapshots describe it: by index, only what changed. Gs are replaced, never altered. */
export class Goroutines {
  #slots: (G | undefined)[] = []
  readonly #names: Names

  constructor(names: Names) {
    this.#names = names
  }

  /** Reads the last part of a snapshot. */
  read(r: ByteReader, key: boolean): void {
    if (key) this.#slots = []
    let index = 0
    let goid = 0
    for (;;) {
      const step = r.uvarint()
      if (step === 0) return
      index += step
      if (index > maxIndex) r.fail('more goroutines than memory could hold')
      const word = r.uvarint()
      if ((word & birthBit) !== 0) {
        const birth = readBirth(r)
        goid += birth.goid
        const startfn = this.#names.symbol(birth.startfn)?.name ?? null
        // The first goroutine comes from no go statement but from assembly.
        const created = startfn === 'runtime.main' ? undefined : this.#names.symbol(birth.createdby)
        this.#slots[index] = this.#g(word, {
          goid,
          startfn,
          createdby: created?.name ?? null,
          createdat: created ? `${created.file}:${created.line}` : null,
          parent: birth.parent === 0 ? null : birth.parent,
          system: birth.system === 1,
        })
      } else if (word === 0) {
        this.#slots[index] = undefined
      } else {
        const old = this.#slots[index]
        if (!old) return r.fail('a change of a goroutine that was never announced')
        this.#slots[index] = this.#g(word, old)
      }
    }
  }

  #g(
    word: number,
    same: Pick<G, 'goid' | 'startfn' | 'createdby' | 'createdat' | 'parent' | 'system'>,
  ): G {
    const status = this.#names.gstatus(word & 0xf)
    return {
      goid: same.goid,
      status,
      ...((word & scanBit) !== 0 ? { scan: true as const } : {}),
      waitreason: status === 'Gwaiting' ? this.#names.waitreason(word >>> 6) : null,
      m: null,
      startfn: same.startfn,
      createdby: same.createdby,
      createdat: same.createdat,
      parent: same.parent,
      system: same.system,
    }
  }

  /** The living, in allgs' order, each with the M whose curg it is. */
  list(mOfGoid: ReadonlyMap<number, number>): G[] {
    const list: G[] = []
    for (let index = 0; index < this.#slots.length; index++) {
      const g = this.#slots[index]
      if (!g) continue
      // An M's curg may be read a moment before its status: a G that waits or
      // is queued is on no M, whatever an M said then.
      const m = onM.has(g.status) ? (mOfGoid.get(g.goid) ?? null) : null
      if (g.m === m) {
        list.push(g)
      } else {
        const moved = { ...g, m }
        this.#slots[index] = moved
        list.push(moved)
      }
    }
    return list
  }
}

const onM = new Set(['Grunning', 'Gsyscall', 'Gcopystack'])
