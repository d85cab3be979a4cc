import {
  mBlocked,
  mIncgo,
  mSampler,
  mSpinning,
  type ByteReader,
  type GCPhase,
  type M,
  type P,
  type Sched,
} from '../wire/index.ts'
import { readM, readP, readSched } from '../wire/records.gen.ts'
import type { Names } from './names.ts'

const gcphases: GCPhase[] = ['off', 'mark', 'marktermination']

/** More than any Go allows: a length beyond it is corruption, not a list. */
const maxRing = 1 << 20

export function readSchedPart(r: ByteReader): Sched {
  const s = readSched(r)
  const pidle: number[] = []
  for (let id = r.uvarint(); id !== 0; id = r.uvarint()) pidle.push(id - 1)
  const runq: number[] = []
  for (let goid = r.svarint(); goid !== 0; goid += r.svarint()) runq.push(goid)
  return {
    runq,
    runqsize: s.runqsize,
    pidle,
    midle: s.nmidle,
    nmspinning: s.nmspinning,
    gcwaiting: s.gcwaiting === 1,
    gcphase: gcphases[s.gcphase] ?? 'off',
  }
}

export function readMs(r: ByteReader, names: Names): M[] {
  const ms: M[] = []
  while (r.bytes[r.at] !== 0) {
    const m = readM(r)
    ms.push({
      id: m.idPlus1 - 1,
      procid: m.procid === 0 ? null : m.procid,
      p: m.pPlus1 === 0 ? null : m.pPlus1 - 1,
      curg: m.curg === 0 ? null : m.curg,
      spinning: (m.flags & mSpinning) !== 0,
      blocked: (m.flags & mBlocked) !== 0,
      lockedg: m.lockedg === 0 ? null : m.lockedg,
      incgo: names.tells.has('incgo') ? (m.flags & mIncgo) !== 0 : null,
      startfn: names.symbol(m.startfn)?.name ?? null,
      sampler: (m.flags & mSampler) !== 0,
    })
  }
  r.uvarint() // the 0 that ended the list
  return ms.sort((a, b) => a.id - b.id)
}

export function readPs(r: ByteReader, names: Names): P[] {
  const count = r.uvarint()
  if (count > maxRing) r.fail('more Ps than any Go allows')
  const ticks = names.tells.has('ticks')
  const ps: P[] = []
  for (let i = 0; i < count; i++) {
    const p = readP(r)
    const length = r.uvarint()
    if (length > maxRing) r.fail('a longer run queue than any Go has')
    const runq: number[] = []
    for (let k = 0, goid = 0; k < length; k++) {
      goid += r.svarint()
      runq.push(goid)
    }
    ps.push({
      id: p.id,
      status: names.pstatus(p.status),
      m: p.mPlus1 === 0 ? null : p.mPlus1 - 1,
      runnext: p.runnext === 0 ? null : p.runnext,
      runq,
      timers: p.timersPlus1 === 0 ? null : p.timersPlus1 - 1,
      schedtick: ticks ? p.schedtick : null,
      syscalltick: ticks ? p.syscalltick : null,
    })
  }
  return ps
}
