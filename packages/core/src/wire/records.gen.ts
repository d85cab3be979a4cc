// Generated from records.ts by "pnpm gen". Do not edit.
import type { ByteReader } from './byte-reader.ts'
import type { HelloRecord, SymbolRecord, SnapshotRecord, SchedRecord, MRecord, PRecord, BirthRecord } from './records.ts'

export function readHello(r: ByteReader): HelloRecord {
  return {
    wire: r.uvarint(),
    nanotime: r.u64(),
    wallSec: r.u64(),
    wallNsec: r.uvarint(),
    interval: r.uvarint(),
    gomaxprocs: r.uvarint(),
    capabilities: r.uvarint(),
    goversion: r.text(),
    goos: r.text(),
    goarch: r.text(),
    gstatus: r.text(),
    pstatus: r.text(),
  }
}

export function readSymbol(r: ByteReader): SymbolRecord {
  return {
    id: r.uvarint(),
    line: r.uvarint(),
    name: r.text(),
    file: r.text(),
  }
}

export function readSnapshot(r: ByteReader): SnapshotRecord {
  return {
    t: r.uvarint(),
    seq: r.uvarint(),
    skipped: r.uvarint(),
    lastSpent: r.uvarint(),
  }
}

export function readSched(r: ByteReader): SchedRecord {
  return {
    runqsize: r.uvarint(),
    nmidle: r.uvarint(),
    nmspinning: r.uvarint(),
    npidle: r.uvarint(),
    gcwaiting: r.uvarint(),
    gcphase: r.uvarint(),
  }
}

export function readM(r: ByteReader): MRecord {
  return {
    idPlus1: r.uvarint(),
    procid: r.uvarint(),
    flags: r.uvarint(),
    pPlus1: r.uvarint(),
    curg: r.uvarint(),
    lockedg: r.uvarint(),
    startfn: r.uvarint(),
  }
}

export function readP(r: ByteReader): PRecord {
  return {
    id: r.uvarint(),
    status: r.uvarint(),
    mPlus1: r.uvarint(),
    runnext: r.uvarint(),
    timersPlus1: r.uvarint(),
    schedtick: r.uvarint(),
    syscalltick: r.uvarint(),
  }
}

export function readBirth(r: ByteReader): BirthRecord {
  return {
    goid: r.svarint(),
    parent: r.uvarint(),
    startfn: r.uvarint(),
    createdby: r.uvarint(),
    system: r.uvarint(),
  }
}
