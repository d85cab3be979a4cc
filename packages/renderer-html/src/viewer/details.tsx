import { useContext } from 'preact/hooks'
import type { Snapshot } from '@gorv/core/wire'
import { Chip, Selection } from './chip.tsx'
import { visible } from './format.ts'
import { placesOf } from './places.ts'
import { statusText } from './status.ts'

/** Everything known of the chosen goroutine. */
export function Details({ snapshot }: { snapshot: Snapshot }) {
  const { goid, byGoid, select } = useContext(Selection)
  if (goid === undefined) return null
  const g = byGoid.get(goid)
  return (
    <section class="details" aria-label="Chosen goroutine">
      <h2>
        G{goid}
        <button class="close" aria-label="Let go" onClick={() => select(undefined)}>
          ×
        </button>
      </h2>
      {g ? (
        <dl>
          <dt>does</dt>
          <dd>
            {g.status}: {statusText(g)}
          </dd>
          <dt>where</dt>
          <dd>{placesOf(snapshot).get(goid) ?? 'in no queue, on no M'}</dd>
          <dt>start function</dt>
          <dd>{g.startfn === null ? 'unknown' : visible(g.startfn)}</dd>
          <dt>created by</dt>
          <dd>
            {g.createdby === null ? 'unknown' : visible(g.createdby)}
            {g.createdat !== null && <span class="at"> {visible(g.createdat)}</span>}
          </dd>
          <dt>parent</dt>
          <dd>{g.parent === null ? 'none or unknown' : <Chip goid={g.parent} />}</dd>
          {g.system && (
            <>
              <dt>belongs to</dt>
              <dd>the runtime</dd>
            </>
          )}
        </dl>
      ) : (
        <p>Not alive in this snapshot: not created yet, or ended.</p>
      )}
    </section>
  )
}
