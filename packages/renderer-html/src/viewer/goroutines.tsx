import { useMemo, useState } from 'preact/hooks'
import type { Snapshot } from '@gorv/core/wire'
import { Chips } from './chip.tsx'
import { visible } from './format.ts'
import { groupsOf, matcher } from './groups.ts'
import { looks } from './status.ts'

/** More than a person reads at once. */
const mostRows = 100

/** allg by start function and by what they do. */
export function Goroutines({ snapshot }: { snapshot: Snapshot }) {
  const [filter, setFilter] = useState('')
  const [system, setSystem] = useState(true)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const groups = useMemo(() => {
    const matches = matcher(filter)
    return groupsOf(snapshot.allg.filter((g) => (system || !g.system) && matches(g)))
  }, [snapshot, filter, system])
  const shown = groups.reduce((sum, group) => sum + group.members.length, 0)
  const most = Math.max(1, groups[0]?.members.length ?? 1)

  const flip = (key: string) => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  return (
    <section aria-label="Goroutines">
      <h2>
        Goroutines{' '}
        <span class="n">
          {shown === snapshot.allg.length
            ? shown.toLocaleString('en-US')
            : `${shown.toLocaleString('en-US')} of ${snapshot.allg.length.toLocaleString('en-US')}`}
        </span>
      </h2>
      <div class="filter">
        <input
          id="filter"
          type="search"
          placeholder="filter: worker, chan receive, G12, -runtime."
          aria-label="Filter goroutines"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={system}
            onChange={(event) => setSystem(event.currentTarget.checked)}
          />
          the runtime’s own
        </label>
      </div>
      <table class="groups">
        <thead>
          <tr>
            <th>number</th>
            <th>start function</th>
            <th>does</th>
          </tr>
        </thead>
        {groups.slice(0, mostRows).map((group) => (
          <tbody key={group.key} class={group.system ? 'system' : ''}>
            <tr>
              <td class="number">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect
                    class={group.look}
                    width={(group.members.length / most) * 100}
                    height="10"
                  />
                </svg>
                {group.members.length.toLocaleString('en-US')}
              </td>
              <td>
                <button
                  class="fold"
                  aria-expanded={open.has(group.key)}
                  onClick={() => flip(group.key)}
                >
                  {group.startfn === null ? 'unknown' : visible(group.startfn)}
                </button>
              </td>
              <td>
                <span class={`swatch ${group.look}`} aria-hidden="true">
                  {looks[group.look].letter}
                </span>{' '}
                {group.status}
              </td>
            </tr>
            {open.has(group.key) && (
              <tr>
                <td colSpan={3}>
                  <Chips goids={group.members.map((g) => g.goid)} most={300} />
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
      {groups.length === 0 && <p class="none">No goroutine matches.</p>}
      {groups.length > mostRows && (
        <p class="more">and {groups.length - mostRows} more groups: filter to see them</p>
      )}
    </section>
  )
}
