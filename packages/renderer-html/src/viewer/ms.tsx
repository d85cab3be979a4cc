import { useContext } from 'preact/hooks'
import type { G, M, Snapshot } from '@gorv/core/wire'
import { Chip, Selection } from './chip.tsx'
import { visible } from './format.ts'

/** allm: the OS threads. */
export function Ms({ snapshot }: { snapshot: Snapshot }) {
  const { byGoid } = useContext(Selection)
  return (
    <section aria-label="Ms">
      <h2>
        Ms <span class="n">{snapshot.allm.length}</span>
      </h2>
      <table class="ms">
        <thead>
          <tr>
            <th>M</th>
            <th title="The thread’s id in the operating system">thread</th>
            <th>P</th>
            <th>curg</th>
            <th>does</th>
            <th title="The goroutine that is locked to this thread">lockedg</th>
          </tr>
        </thead>
        <tbody>
          {snapshot.allm.map((m) => (
            <tr key={m.id} data-m={m.id} class={m.sampler ? 'gorv' : ''}>
              <th scope="row">M{m.id}</th>
              <td>{m.procid ?? (snapshot.events === null ? 'not started' : 'unknown')}</td>
              <td>{m.p === null ? '–' : `P${m.p}`}</td>
              <td>{m.curg === null ? '–' : <Chip goid={m.curg} named />}</td>
              <td title={m.startfn === null ? undefined : `started for ${visible(m.startfn)}`}>
                {doing(m, byGoid.get(m.curg ?? 0))}
              </td>
              <td>{m.lockedg === null ? '–' : <Chip goid={m.lockedg} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** sysmon and the like are known by what they were started for. */
const roles: Record<string, string> = {
  'runtime.sysmon': 'sysmon',
  'runtime.templateThread': 'template thread',
}

function doing(m: M, curg: G | undefined): string {
  if (m.sampler) return 'gorv’s sampler'
  const words: string[] = []
  const role = m.startfn === null ? undefined : roles[m.startfn]
  if (role !== undefined) words.push(role)
  if (m.spinning) words.push('spinning: looks for work')
  if (m.blocked) words.push('parked')
  if (m.incgo) words.push('in C')
  if (words.length > 0) return words.join(', ')
  if (curg?.status === 'Gsyscall') return 'in a system call'
  return m.curg === null ? 'in the scheduler' : m.p === null ? 'without a P' : 'runs'
}
