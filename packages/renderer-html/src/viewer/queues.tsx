import type { Snapshot } from '@gorv/core/wire'
import { Chips } from './chip.tsx'

const phases = { off: 'off', mark: 'mark', marktermination: 'mark termination' }

/** sched: what belongs to no P. */
export function Queues({ snapshot }: { snapshot: Snapshot }) {
  const { sched } = snapshot
  const unlisted = sched.runqsize - sched.runq.length
  return (
    <section class="sched" aria-label="sched">
      <h2>
        sched
        {snapshot.torn && (
          <span
            class="warn"
            title="A queue kept changing while it was read; its first entries may be missing"
          >
            {' '}
            torn
          </span>
        )}
        {snapshot.approximate && (
          <span class="warn" title="Records were lost before this moment">
            {' '}
            a guess
          </span>
        )}
      </h2>
      <dl>
        <dt>global run queue ({sched.runqsize})</dt>
        <dd data-queue="global">
          <Chips goids={sched.runq} most={60} />
          {unlisted > 0 && <span class="more">and {unlisted} not listed</span>}
        </dd>
        <dt>idle Ps</dt>
        <dd data-queue="pidle">
          {sched.pidle.length > 0 ? sched.pidle.map((id) => `P${id}`).join(' ') : 'none'}
        </dd>
        <dt>idle Ms</dt>
        <dd>{sched.midle}</dd>
        <dt>spinning Ms</dt>
        <dd>{sched.nmspinning}</dd>
        <dt>GC</dt>
        <dd class={sched.gcphase === 'off' ? '' : 'gc'}>
          {phases[sched.gcphase]}
          {sched.gcwaiting && <strong class="stw"> gcwaiting: the world stops</strong>}
        </dd>
      </dl>
    </section>
  )
}
