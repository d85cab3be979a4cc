import type { Names } from '../model/names.ts'
import type { G as GState, M as MState, Snapshot } from '../wire/index.ts'
import type { Dict } from './dict.ts'
import { Psyscall, type G, type M, type P } from './entities.ts'
import { gcphaseText, pstatusText, waitreasonText } from './texts.ts'
import type { World } from './world.ts'

/** The replayed state as renderers get it. What exact mode does not know is null. */
export function snapshotOf(
  w: World,
  dict: Dict,
  names: Names,
  at: Pick<Snapshot, 't' | 'seq' | 'events'>,
): Snapshot {
  const ms = [...w.ms.values()].filter((m) => m.started).sort((a, b) => a.id - b.id)
  const runq: number[] = []
  for (let g = w.globalHead; g; g = g.next) runq.push(g.goid)
  return {
    type: 'snapshot',
    ...at,
    torn: false,
    skipped: 0,
    lastspent: 0,
    ...(w.lossySince === undefined ? {} : { approximate: true as const }),
    lost: w.lost,
    stalled: w.stalled,
    sched: {
      runq,
      runqsize: w.runqsize,
      pidle: w.pidle.map((p) => p.id).toReversed(),
      midle: w.nmidle,
      nmspinning: ms.filter((m) => m.spinning).length,
      gcwaiting: w.gcwaiting,
      gcphase: gcphaseText(w.gcphase),
    },
    allp: w.ps.slice(0, w.nprocs).map((p) => pOf(p, names)),
    allm: ms.map((m) => mOf(m, names)),
    allg: [...w.gs.values()].map((g) => gOf(g, dict, names)).sort((a, b) => a.goid - b.goid),
  }
}

function pOf(p: P, names: Names): Snapshot['allp'][number] {
  return {
    id: p.id,
    status: pstatusText(names, p.status),
    m: apart(p, names) ? null : (p.m?.id ?? null),
    runnext: p.runnext?.goid ?? null,
    runq: p.ring.list().map((g) => g.goid),
    timers: null,
    schedtick: null,
    syscalltick: null,
  }
}

/** Before Go 1.26 the runtime does not tie a P and an M together while that is in a system call. */
function apart(p: P | undefined, names: Names): boolean {
  return p?.status === Psyscall && names.marksSyscall
}

function mOf(m: M, names: Names): MState {
  return {
    id: m.id,
    procid: m.procid === 0 ? null : m.procid,
    p: apart(m.p, names) ? null : (m.p?.id ?? null),
    curg: m.curg?.goid ?? null,
    spinning: m.spinning,
    blocked: m.idle,
    lockedg: m.lockedg?.goid ?? null,
    incgo: null,
    startfn: null,
    sampler: false,
  }
}

function gOf(g: G, dict: Dict, names: Names): GState {
  const { startfn, createdby, createdat, system } = dict.site(g.site)
  return {
    goid: g.goid,
    status: names.gstatus(g.status),
    waitreason: waitreasonText(names, g),
    m: g.m?.curg === g ? g.m.id : null,
    startfn,
    createdby,
    createdat,
    parent: g.parent === 0 ? null : g.parent,
    system,
  }
}
