/**
 * The binary records: each interface is one record, its properties in the
 * order in which they lie on the wire. `pnpm gen` writes the Go encoder
 * (go-templates/runtime/wire_gen.go) and the decoder (records.gen.ts) from
 * these types. Lists between records are described in docs/wire.md.
 */

/** Unsigned LEB128. */
type Uvarint = number
/** Zigzag LEB128. */
type Svarint = number
/** 8 bytes, little-endian. */
type U64 = bigint
/** Length (Uvarint), then UTF-8. */
type Text = string

/** Payload of a hello frame, followed by a list of wait reason texts: count, then Text each, by number. */
export interface HelloRecord {
  wire: Uvarint
  /** nanotime() when recording began: the zero of every `t`. */
  nanotime: U64
  /** Wall clock of the same moment. */
  wallSec: U64
  wallNsec: Uvarint
  /** Aimed at between two snapshots, in ns. */
  interval: Uvarint
  gomaxprocs: Uvarint
  /** Bits cap*. */
  capabilities: Uvarint
  /** runtime.buildVersion */
  goversion: Text
  goos: Text
  goarch: Text
  /** Names of this Go's G statuses by number, separated by spaces. */
  gstatus: Text
  /** Names of this Go's P statuses by number, separated by spaces. */
  pstatus: Text
}

/** Payload of a symbol frame: a program counter that later frames name by number. */
export interface SymbolRecord {
  id: Uvarint
  line: Uvarint
  name: Text
  file: Text
}

/**
 * Begins a snapshot's payload. There follow: SchedRecord; ids of idle Ps plus
 * one, ended by 0; goids of the global queue as Svarint differences, ended by
 * the one that leads to 0; MRecord each, ended by 0; the number of Ps, for each
 * a PRecord, its ring's length and goids as Svarint differences; the Gs.
 *
 * Gs: (index difference in allgs, from 1; 0 ends), word, and a BirthRecord if
 * the word's birth bit is set. Word: status in bits 0-3, scan bit 4, birth bit
 * 5, wait reason from bit 6; a word of 0 means the G is not alive any more.
 * Only Gs that changed since the last snapshot are listed; in a key, all.
 */
export interface SnapshotRecord {
  t: Uvarint
  seq: Uvarint
  /** Snapshots left out since the start, because gorv read too slowly or they took too long. */
  skipped: Uvarint
  /** What the snapshot before this one took, in ns. */
  lastSpent: Uvarint
}

/** Fields of runtime.sched, and gcphase. */
export interface SchedRecord {
  runqsize: Uvarint
  nmidle: Uvarint
  nmspinning: Uvarint
  npidle: Uvarint
  gcwaiting: Uvarint
  /** 0 off, 1 mark, 2 mark termination. */
  gcphase: Uvarint
}

export interface MRecord {
  /** m.id plus one: 0 ends the list. */
  idPlus1: Uvarint
  procid: Uvarint
  /** Bits m*. */
  flags: Uvarint
  /** m.p's id plus one; 0 for none. */
  pPlus1: Uvarint
  /** m.curg's goid; 0 for none. */
  curg: Uvarint
  lockedg: Uvarint
  /** Symbol of m.mstartfn. */
  startfn: Uvarint
}

export interface PRecord {
  id: Uvarint
  status: Uvarint
  /** p.m's id plus one; 0 for none. */
  mPlus1: Uvarint
  /** goid; 0 for none. */
  runnext: Uvarint
  /** Timers plus one; 0 for unknown. */
  timersPlus1: Uvarint
  schedtick: Uvarint
  syscalltick: Uvarint
}

/** What does not change in a G's life. */
export interface BirthRecord {
  /** Difference to the last goid in this list. */
  goid: Svarint
  /** 0 for unknown or none. */
  parent: Uvarint
  /** Symbol of the function the G started with. */
  startfn: Uvarint
  /** Symbol of the go statement. */
  createdby: Uvarint
  /** 1 for the runtime's own. */
  system: Uvarint
}
