import type { P, Snapshot } from '@gorv/core/wire'
import { Chip, Chips } from './chip.tsx'

/** Slots of p.runq; fixed since Go 1.1. */
const ringSlots = 256

/** allp: each with what it runs and what waits for it. */
export function Ps({ snapshot }: { snapshot: Snapshot }) {
  const curgs = new Map(snapshot.allm.map((m) => [m.id, m.curg]))
  return (
    <section aria-label="Ps">
      <h2>Ps</h2>
      <table class="ps">
        <colgroup>
          {['p', 'status', 'm', 'runs', 'runnext', 'runq', 'timers', 'tick', 'tick'].map((name) => (
            <col class={name} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>P</th>
            <th>status</th>
            <th>M</th>
            <th>runs</th>
            <th>runnext</th>
            <th title="The ring p.runq from head to tail">run queue</th>
            <th title="Timers in the P’s heap">timers</th>
            <th title="schedtick: how often it scheduled">sched</th>
            <th title="syscalltick">syscall</th>
          </tr>
        </thead>
        <tbody>
          {snapshot.allp.map((p) => (
            <Row key={p.id} p={p} curg={p.m === null ? null : (curgs.get(p.m) ?? null)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ p, curg }: { p: P; curg: number | null }) {
  return (
    <tr data-p={p.id} class={p.status}>
      <th scope="row">P{p.id}</th>
      <td class="status">{p.status.replace(/^P/, '')}</td>
      <td>{p.m === null ? '–' : `M${p.m}`}</td>
      <td>{curg === null ? '–' : <Chip goid={curg} named />}</td>
      <td>{p.runnext === null ? '–' : <Chip goid={p.runnext} />}</td>
      <td class="runq">
        <span class="fill" title={`${p.runq.length} of ${ringSlots}`}>
          <svg viewBox={`0 0 ${ringSlots} 10`} preserveAspectRatio="none" aria-hidden="true">
            <rect width={p.runq.length} height="10" />
          </svg>
          <span class="n">{p.runq.length}</span>
        </span>
        {p.runq.length > 0 && <Chips goids={p.runq} most={24} />}
      </td>
      <td>{p.timers ?? <Unknown />}</td>
      <td>{p.schedtick?.toLocaleString('en-US') ?? <Unknown />}</td>
      <td>{p.syscalltick?.toLocaleString('en-US') ?? <Unknown />}</td>
    </tr>
  )
}

function Unknown() {
  return (
    <span class="unknown" title="Not told by this Go version, or not recorded in exact mode">
      unknown
    </span>
  )
}
