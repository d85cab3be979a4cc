import { P, Pdead, Pgcstop, Pidle, Prunning, Psyscall, type Entity, type M } from './entities.ts'
import { maxPs, type World } from './world.ts'

// Records of Ms and Ps and of the world's stops, as in apply-queues.ts.

type Held = Entity | undefined

export function mstart(w: World, m: M): Held {
  if (m.started || m.ended) return m
  m.started = true
  m.procid = m.records.procid
  w.touch(m)
  w.out?.mstart(m)
  return undefined
}

export function init(w: World, m: M): Held {
  const { nprocs, list, count } = m.records
  if (w.nprocs > 0) return m
  if (nprocs === 0 || nprocs > maxPs) m.records.fail('a number of Ps that no program has')
  grow(w, nprocs)
  for (let id = 0; id < nprocs; id++) (w.ps[id] as P).status = Pidle
  w.own(w.ps[0] as P, m, Prunning)
  for (let i = count - 1; i >= 0; i--) {
    const p = w.ps[list[i] as number]
    if (!p || p.idle || p.m) return m.records.fail('a P that cannot be idle')
    p.idle = true
    w.pidle.push(p)
  }
  w.out?.procs(m, nprocs)
  return undefined
}

function grow(w: World, nprocs: number): void {
  for (let id = w.ps.length; id < nprocs; id++) w.ps.push(new P(id))
  w.nprocs = nprocs
}

/** Whether `epoch` of the record at hand is this P's next. */
function fits(p: P, m: M): boolean {
  return m.records.epoch === ((p.epoch + 1) & 255)
}

export function wire(w: World, m: M): Held {
  const p = w.p(m)
  if (m.idle) return m
  if (m.p) return m.p
  const victim = p.m
  if (p.idle || p.status !== (victim ? Psyscall : Pidle) || !fits(p, m)) return p
  if (victim) {
    // Up to Go 1.25 an M that comes back takes the P it had, whoever is in a call with it now.
    w.out?.retake(m, p, victim, false)
    w.disown(p, Pidle)
  }
  p.epoch = m.records.epoch
  w.own(p, m, Prunning)
  w.out?.prun(m, p)
  return undefined
}

export function unwire(w: World, m: M): Held {
  const p = m.p
  if (!p) return m
  m.held = p
  w.disown(p, p.status === Pgcstop ? Pgcstop : Pidle)
  w.out?.pstop(m, p, false)
  return undefined
}

export function handoff(w: World, m: M): Held {
  const p = w.p(m)
  const victim = p.m
  if (p.idle || p.status === Pdead || (victim && p.status !== Psyscall) || !fits(p, m)) return p
  if (victim) w.out?.retake(m, p, victim, false)
  take(w, m, p, Pidle)
  w.out?.handoff(m, p)
  return undefined
}

export function retake(w: World, m: M): Held {
  const p = w.p(m)
  const victim = p.m
  const gc = m.records.gcstop === 1
  if (!victim || p.status !== Psyscall || !fits(p, m)) return p
  w.out?.retake(m, p, victim, gc)
  take(w, m, p, gc ? Pgcstop : Pidle)
  if (gc) w.out?.pstop(m, p, true)
  return undefined
}

function take(w: World, m: M, p: P, status: number): void {
  p.epoch = m.records.epoch
  m.held = p
  w.disown(p, status)
}

export function gcstop(w: World, m: M): Held {
  const p = m.p ?? m.held
  if (!p || (p.m && p.m !== m) || p.idle || p.status === Pdead) return p ?? m
  if (p.status === Pgcstop) return undefined
  p.status = Pgcstop
  w.touch(p)
  w.out?.pstop(m, p, true)
  return undefined
}

export function pidlePut(w: World, m: M): Held {
  const p = w.p(m)
  if (p.m || p.idle || p.status !== Pidle) return p
  p.idle = true
  w.pidle.push(p)
  w.touch(p)
  w.out?.pidle(m, p)
  return undefined
}

export function pidleGet(w: World, m: M): Held {
  const p = w.p(m)
  if (w.pidle.at(-1) !== p) return p
  w.pidle.pop()
  p.idle = false
  m.held = p
  w.touch(p)
  return undefined
}

export function mput(w: World, m: M): Held {
  const other = w.m(m.records.mid)
  if (!other.started || other.idle || other.p || other.curg) return other
  other.idle = true
  w.nmidle++
  w.touch(other)
  w.out?.mpark(m, other)
  return undefined
}

export function mget(w: World, m: M): Held {
  const other = w.m(m.records.mid)
  if (!other.idle) return other
  other.idle = false
  w.nmidle--
  w.touch(other)
  w.out?.mwake(m, other)
  return undefined
}

export function mexit(w: World, m: M): Held {
  if (m.curg || m.p || m.idle) return m
  m.ended = true
  m.started = false
  w.ms.delete(m.id)
  w.touch(m)
  w.out?.mexit(m)
  return undefined
}

export function spin(w: World, m: M, other: M): Held {
  const on = m.records.flag === 1
  if (other.spinning === on) return undefined
  other.spinning = on
  w.touch(other)
  w.out?.spin(m, other, on)
  return undefined
}

export function stwBegin(w: World, m: M): Held {
  w.gcwaiting = true
  w.out?.stw(m, 'begin', m.records.reason)
  return undefined
}

export function stwStopped(w: World, m: M): Held {
  for (let id = 0; id < w.nprocs; id++) {
    const p = w.ps[id] as P
    if (p.m ? p.m !== m : p.idle) return p
  }
  for (let id = 0; id < w.nprocs; id++) {
    const p = w.ps[id] as P
    if (p.status === Pgcstop) continue
    p.status = Pgcstop
    w.touch(p)
    w.out?.pstop(m, p, true)
  }
  w.out?.stw(m, 'stopped', 0)
  return undefined
}

export function stwEnd(w: World, m: M): Held {
  w.gcwaiting = false
  w.out?.stw(m, 'end', 0)
  return undefined
}

export function procs(w: World, m: M): Held {
  const n = m.records.n
  if (n === 0 || n > maxPs) m.records.fail('a number of Ps that no program has')
  const old = w.nprocs
  for (const p of w.ps) {
    if (p.m && p.m !== m) return p
  }
  grow(w, n)
  for (const p of w.ps) {
    if (p.id >= n) {
      if (p.m) w.disown(p, Pdead)
      p.status = Pdead
    } else if (p.m) {
      p.status = Prunning
      w.out?.prun(m, p)
    } else {
      p.status = Pidle
    }
    w.touch(p)
  }
  if (n !== old) w.out?.procs(m, n)
  return undefined
}

export function gcphase(w: World, m: M): Held {
  w.gcphase = m.records.phase
  w.out?.gc(m, w.gcphase)
  return undefined
}
