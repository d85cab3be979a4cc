import { frameClock } from '../wire/index.ts'
import { frame, helloFrame, recordingIn, uvarint } from './encode.ts'
import { RecordWriter, type RecordName } from './record-writer.ts'

// A scheduler that is made up: its state, which is the truth that a replay of
// what its Ms write has to come to. The other sim-*.ts are what its Ms do.

export interface SimOptions {
  seed: number
  procs: number
  steps: number
  /** Go 1.25 and older wire a P silently after a system call. */
  silentRewire?: boolean
  /** Stamps of different Ms may be wrong by so many units. */
  noise?: number
  /** A lie: this record of all, in the true order, is not written, or after its M's next one. */
  drop?: number
  swap?: number
  /** In so many thousandths of the times a chunk of records is lost, and said to be. */
  lose?: number
}

export class SimP {
  readonly id: number
  status: 'Pidle' | 'Prunning' | 'Psyscall' | 'Pgcstop' | 'Pdead' = 'Pidle'
  m: SimM | undefined
  epoch = 0
  runnext = 0
  ring: number[] = []

  constructor(id: number) {
    this.id = id
  }
}

export class SimM {
  readonly id: number
  readonly writer: RecordWriter
  p: SimP | undefined
  curg = 0
  nextp: SimP | undefined
  idle = false
  spinning = false
  ended = false
  /** How many of its records will be lost, and were since the last that was not. */
  losing = 0
  lost = 0
  program: Generator<void> | undefined
  readonly skew: number

  constructor(id: number, chunkSize: number, skew: number) {
    this.id = id
    this.writer = new RecordWriter(id, chunkSize)
    this.skew = skew
  }
}

export interface SimG {
  goid: number
  status: 'Grunnable' | 'Grunning' | 'Gsyscall' | 'Gwaiting' | 'Gpreempted'
  m: number | null
  /** Nobody has begun to wake it. */
  wakeable: boolean
}

/** What a replay is compared with. */
export interface Truth {
  global: number[]
  pidle: number[]
  midle: number[]
  ps: { id: number; status: string; m: number | null; runnext: number; ring: number[] }[]
  ms: { id: number; p: number | null; curg: number; spinning: boolean }[]
  gs: { goid: number; status: string }[]
}

export class SimWorld {
  readonly options: SimOptions
  readonly gs = new Map<number, SimG>()
  readonly ps: SimP[] = []
  readonly ms: SimM[] = []
  nprocs: number
  global: number[] = []
  /** The last one is the head. */
  pidle: SimP[] = []
  midle: SimM[] = []
  now = 1000
  lockedBy: SimM | undefined
  seq = 0
  stopping: SimM | undefined
  lastGoid = 0
  /** No new work: the run is to end. */
  ending = false
  readonly truths: Truth[] = []
  /** What a new M will do. */
  readonly programOf: (m: SimM) => Generator<void>
  /** For each goroutine what happened to it, in the true order. */
  readonly lives = new Map<number, string[]>()
  readonly frames: Uint8Array[] = [helloFrame()]
  /** What was dropped or swapped. */
  lie = ''
  #records = 0
  #late: { m: SimM; write: () => void } | undefined
  #random: number

  constructor(options: SimOptions, programOf: (w: SimWorld, m: SimM) => Generator<void>) {
    this.options = options
    this.programOf = (m) => programOf(this, m)
    this.nprocs = options.procs
    this.#random = options.seed
  }

  /** 0 to n - 1 (mulberry32). */
  random(n: number): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0
    let x = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) % n
  }

  chance(percent: number): boolean {
    return this.random(100) < percent
  }

  pick<T>(of: readonly T[]): T | undefined {
    return of[this.random(Math.max(1, of.length))]
  }

  newM(): SimM {
    const chunkSize = this.random(2) === 0 ? 200 : 8192
    const m = new SimM(this.ms.length, chunkSize, this.random((this.options.noise ?? 0) + 1))
    this.ms.push(m)
    return m
  }

  /** What a clock says on this M. */
  stamp(m: SimM): number {
    return this.now + m.skew
  }

  record(m: SimM, name: RecordName, fields: Record<string, number | number[]> = {}, at?: number) {
    const t = at ?? this.stamp(m)
    this.#write(m, name, () => m.writer.write(name, t, fields))
  }

  recordPark(m: SimM, at: number, reason: number, on: number): void {
    this.#write(m, 'park', () => m.writer.park(at, reason, on))
  }

  #write(m: SimM, name: RecordName, write: () => void): void {
    const n = this.#records++
    if (this.#loses(m)) return
    const { drop, swap } = this.options
    if (n === drop || n === swap) this.lie = name
    if (n === drop) return
    if (n === swap) {
      this.#late = { m, write }
      return
    }
    write()
    if (this.#late?.m !== m) return
    this.lie = `${this.lie} after ${name}`
    this.#late.write()
    this.#late = undefined
  }

  /** Its next records are dropped, then one says how many. */
  #loses(m: SimM): boolean {
    if (m.losing > 0) {
      m.losing--
      m.lost++
      return true
    }
    this.#found(m)
    const { lose = 0 } = this.options
    if (lose > 0 && this.#records > 100 && this.random(1000) < lose) m.losing = 1 + this.random(50)
    return false
  }

  #found(m: SimM): void {
    if (m.lost > 0) m.writer.write('lost', this.stamp(m), { n: m.lost })
    m.lost = 0
  }

  life(goid: number, what: string): void {
    const life = this.lives.get(goid)
    if (life) life.push(what)
    else this.lives.set(goid, [what])
  }

  g(goid: number): SimG {
    return this.gs.get(goid) as SimG
  }

  truth(): Truth {
    const byId = <T extends { id: number }>(all: T[]) => all.sort((a, b) => a.id - b.id)
    return {
      global: [...this.global],
      pidle: this.pidle.map((p) => p.id),
      midle: this.midle.map((m) => m.id).sort((a, b) => a - b),
      ps: this.ps.slice(0, this.nprocs).map((p) => ({
        id: p.id,
        status: p.status,
        m: p.m?.id ?? null,
        runnext: p.runnext,
        ring: [...p.ring],
      })),
      ms: byId(
        this.ms
          .filter((m) => !m.ended)
          .map((m) => ({
            id: m.id,
            p: m.p?.id ?? null,
            curg: m.curg,
            spinning: m.spinning,
          })),
      ),
      gs: [...this.gs.values()]
        .map(({ goid, status }) => ({ goid, status }))
        .sort((a, b) => a.goid - b.goid),
    }
  }

  /** Publishes: at least what was written before the last clock frame. */
  sync(whole = false): void {
    const ms = [...this.ms].sort(() => this.random(3) - 1)
    for (const m of ms) {
      if (whole) this.#found(m)
      this.frames.push(...m.writer.flush(whole || this.chance(50) ? 'end' : 'mark'))
    }
    this.clock()
    for (const m of ms) m.writer.mark()
  }

  clock(): void {
    const pair = [...uvarint(this.now), ...uvarint(1000 + this.now * 5)]
    this.frames.push(frame(frameClock, 0, pair))
  }

  recording(): Uint8Array {
    return recordingIn('exact', this.frames)
  }
}
