import {
  ByteReader,
  WireError,
  capNanotime,
  decodeJsonFrame,
  frameEnd,
  frameHello,
  frameRun,
  frameSnapshot,
  frameSymbol,
  isForeign,
  snapshotCut,
  snapshotKey,
  snapshotTorn,
  wireVersion,
  type Capability,
  type EndInfo,
  type Frame,
  type Hello,
  type M,
  type RunEnd,
  type RunInfo,
  type Snapshot,
} from '../wire/index.ts'
import { readHello, readSnapshot } from '../wire/records.gen.ts'
import { Goroutines } from './goroutines.ts'
import { Names } from './names.ts'
import { readMs, readPs, readSchedPart } from './sched-lists.ts'

/** What samples alone tell: no event says so when it changes. */
const untold = new Set<Capability>(['timers', 'ticks', 'incgo'])

/** The year 10000. */
const maxSeconds = 253_402_300_800n

/** What a frame turned out to say. */
export type StateChange =
  | { what: 'hello'; hello: Hello }
  | { what: 'snapshot'; snapshot: Snapshot }
  | { what: 'end' }
  | undefined

/** Follows a recording frame by frame: the state of the scheduler at the last one. */
export class State {
  readonly #names = new Names()
  readonly #goroutines = new Goroutines(this.#names)
  #run: RunInfo | undefined
  #hello: Hello | undefined
  /** The hello's moment on the program's clock and on the wall's. */
  #nanotime = 0n
  #wall = 0n
  #end: EndInfo | undefined
  #last: Snapshot | undefined
  #snapshots = 0
  #torn = 0
  #cut = 0
  /** False until a key came, or after a seek: what changed cannot be understood. */
  #whole = false

  get hello(): Hello | undefined {
    return this.#hello
  }

  get snapshot(): Snapshot | undefined {
    return this.#last
  }

  /** The next frames come from elsewhere in the recording: waits for a key. */
  seek(): void {
    this.#whole = false
  }

  /**
   * A snapshot on the way to another one: takes what changed, without making
   * anything of it. It is not counted. Throws as apply does.
   */
  skim(frame: Frame): void {
    if (frame.kind === frameSnapshot) this.#readLists(frame)
    else this.apply(frame)
  }

  /** Throws WireError where the frame makes no sense. */
  apply(frame: Frame): StateChange {
    switch (frame.kind) {
      case frameRun:
        this.#run = decodeJsonFrame(frame) as RunInfo
        return undefined
      case frameHello:
        return { what: 'hello', hello: this.#readHello(frame) }
      case frameSymbol:
        this.#names.readSymbol(new ByteReader(frame.payload, frame.offset))
        return undefined
      case frameSnapshot: {
        const snapshot = this.#readSnapshot(frame)
        return snapshot && { what: 'snapshot', snapshot }
      }
      case frameEnd:
        this.#end = decodeJsonFrame(frame) as EndInfo
        return { what: 'end' }
      default:
        if (isForeign(frame)) {
          throw new WireError(`frame of kind ${frame.kind}, made by a newer gorv`, frame.offset)
        }
        return undefined
    }
  }

  #readHello(frame: Frame): Hello {
    const r = new ByteReader(frame.payload, frame.offset)
    const record = readHello(r)
    if (record.wire !== wireVersion) {
      throw new WireError(`wire version ${record.wire} inside a ${wireVersion}`, frame.offset)
    }
    this.#names.readHello(record, r)
    this.#nanotime = record.nanotime
    this.#wall = record.wallSec * 1_000_000_000n + BigInt(record.wallNsec)
    if (record.wallSec > maxSeconds) r.fail('a start in no year of ours')
    const seconds = new Date(Number(record.wallSec) * 1000).toISOString().slice(0, 19)
    const exact = this.#run?.mode === 'exact'
    this.#hello = {
      type: 'hello',
      wire: record.wire,
      gorv: this.#run?.gorv ?? 'unknown',
      goversion: record.goversion,
      goos: record.goos,
      goarch: record.goarch,
      pid: this.#run?.pid ?? 0,
      gomaxprocs: record.gomaxprocs,
      mode: this.#run?.mode ?? 'sample',
      start: `${seconds}.${String(record.wallNsec).padStart(9, '0')}Z`,
      capabilities: [...this.#names.tells].filter((one) => !exact || !untold.has(one)),
      clock: exact ? ((record.capabilities & capNanotime) === 0 ? 'ticks' : 'nanotime') : null,
      argv: this.#run?.argv ?? [],
      interval: record.interval,
    }
    return this.#hello
  }

  #readLists(frame: Frame) {
    const key = (frame.flags & snapshotKey) !== 0
    if (!key && !this.#whole) return undefined
    const r = new ByteReader(frame.payload, frame.offset)
    const head = readSnapshot(r)
    const sched = readSchedPart(r)
    const allm = readMs(r, this.#names)
    const allp = readPs(r, this.#names)
    this.#goroutines.read(r, key)
    if (!r.done) r.fail('more in a snapshot than it should hold')
    this.#whole = true
    return { head, sched, allm, allp }
  }

  #readSnapshot(frame: Frame): Snapshot | undefined {
    const lists = this.#readLists(frame)
    if (!lists) return undefined
    const { head, sched, allm, allp } = lists
    const allg = this.#goroutines.list(mOfCurg(allm))
    if (!this.#names.marksSyscall) {
      const inSyscall = new Set<number>()
      for (const g of allg) if (g.status === 'Gsyscall' && g.m !== null) inSyscall.add(g.m)
      for (const p of allp) {
        if (p.status === 'Prunning' && p.m !== null && inSyscall.has(p.m)) p.status = 'Psyscall'
      }
    }
    const torn = (frame.flags & snapshotTorn) !== 0
    this.#snapshots++
    if (torn) this.#torn++
    if ((frame.flags & snapshotCut) !== 0) this.#cut++
    this.#last = {
      type: 'snapshot',
      t: head.t,
      seq: head.seq,
      torn,
      skipped: head.skipped,
      lastspent: head.lastSpent,
      events: null,
      lost: null,
      stalled: null,
      sched,
      allp,
      allm,
      allg,
    }
    return this.#last
  }

  /** How the run went, as far as the frames so far tell. `notes` are added to the recording's own. */
  end(notes: string[] = []): RunEnd {
    const end = this.#end
    const all = [...(end?.notes ?? []), ...notes]
    if (this.#cut > 0) {
      all.push(
        `the global queue was longer than what is listed of it in ${this.#cut} of ${this.#snapshots} snapshots`,
      )
    }
    if (!end) all.push('the recording ends before the program did')
    return {
      type: 'end',
      t: end && this.#hello ? this.#since(end) : null,
      exitcode: end?.exitcode ?? null,
      signal: end?.signal ?? null,
      lost: end?.lost ?? 0,
      torn: this.#torn,
      truncated: !end,
      snapshots: this.#snapshots,
      skipped: this.#last?.skipped ?? 0,
      events: null,
      unordered: null,
      stalled: null,
      notes: all,
    }
  }

  #since({ nanotime, wall }: EndInfo): number | null {
    if (nanotime !== undefined) return Number(BigInt(nanotime) - this.#nanotime)
    // A wall clock may jump, but nothing ends before its last snapshot.
    if (wall !== undefined) return Math.max(Number(BigInt(wall) - this.#wall), this.#last?.t ?? 0)
    return null
  }
}

function mOfCurg(allm: M[]): Map<number, number> {
  const map = new Map<number, number>()
  for (const m of allm) if (m.curg !== null) map.set(m.curg, m.id)
  return map
}
