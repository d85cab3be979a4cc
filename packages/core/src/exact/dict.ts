import { ByteReader, dictSite, dictStwReason, dictSymbol, type Frame } from '../wire/index.ts'

interface Symbol {
  line: number
  name: string
  file: string
  system: boolean
}

/** What is known of where a goroutine comes from. */
export interface Site {
  startfn: string | null
  createdby: string | null
  createdat: string | null
  system: boolean
}

const nothing: Site = { startfn: null, createdby: null, createdat: null, system: false }

const maxId = 1_000_000

/** As JSON. */
export interface SavedDict {
  symbols: [number, Symbol][]
  sites: [number, [startfn: number, created: number]][]
  stwReasons: [number, string][]
}

/** What the numbers in records mean; a definition may come after the first use. */
export class Dict {
  readonly #symbols = new Map<number, Symbol>()
  readonly #sites = new Map<number, [startfn: number, created: number]>()
  readonly #stwReasons = new Map<number, string>()

  read(frame: Frame): void {
    const r = new ByteReader(frame.payload, frame.offset)
    const what = r.uvarint()
    const id = r.uvarint()
    if (id > maxId) r.fail('a number that no program defines')
    if (what === dictSymbol) {
      const line = r.uvarint()
      const name = r.text()
      this.#symbols.set(id, { line, name, file: r.text(), system: r.uvarint() === 1 })
    } else if (what === dictSite) {
      this.#sites.set(id, [r.uvarint(), r.uvarint()])
    } else if (what === dictStwReason) {
      this.#stwReasons.set(id, r.text())
    } else {
      r.fail(`a definition of kind ${what}`)
    }
  }

  save(): SavedDict {
    return {
      symbols: [...this.#symbols],
      sites: [...this.#sites],
      stwReasons: [...this.#stwReasons],
    }
  }

  load({ symbols, sites, stwReasons }: SavedDict): void {
    for (const [id, symbol] of symbols) this.#symbols.set(id, symbol)
    for (const [id, site] of sites) this.#sites.set(id, site)
    for (const [id, text] of stwReasons) this.#stwReasons.set(id, text)
  }

  site(id: number): Site {
    const site = this.#sites.get(id)
    if (!site) return nothing
    const start = this.#symbols.get(site[0])
    // The first goroutine comes from no go statement but from assembly.
    const created = start?.name === 'runtime.main' ? undefined : this.#symbols.get(site[1])
    return {
      startfn: start?.name ?? null,
      createdby: created?.name ?? null,
      createdat: created ? `${created.file}:${created.line}` : null,
      system: start?.system ?? false,
    }
  }

  stwReason(number: number): string | null {
    return this.#stwReasons.get(number) ?? null
  }
}
