import { useContext } from 'preact/hooks'
import type { Told } from '@gorv/core/exact'
import type { SchedEvent } from '@gorv/core/wire'
import { Selection } from './chip.tsx'
import { duration, visible } from './format.ts'
import type { Moment } from './moments.ts'

interface Props {
  moment: Moment
  /** Shows the state after so many records. */
  goTo(count: number): void
}

/** What the scheduler did last, in words, the latest below. */
export function Events({ moment, goTo }: Props) {
  const { goid } = useContext(Selection)
  const { past, words } = moment
  const now = past.at(-1)
  const rows = past.map((told, i) => ({ told, text: visible(words[i] ?? '') }))
  return (
    <section class="events" aria-label="Events">
      <h2>
        Decisions <span class="n">up to this moment</span>
      </h2>
      <p class="narration" aria-live="polite">
        {rows.at(-1)?.text ?? 'Pause to read what the scheduler does, or step.'}
      </p>
      <ol>
        {rows.map(({ told, text }) => (
          <li class={classOf(told, moment, goid)} data-at={told.count} data-kind={told.event.kind}>
            <button onClick={() => goTo(told.count)}>
              <span class="ago">{agoOf(told.event, now?.event)}</span>
              <span class="text">{text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function agoOf(event: SchedEvent, now: SchedEvent | undefined): string {
  const ns = (now?.t ?? event.t) - event.t
  return ns === 0 ? 'now' : `−${duration(ns)}`
}

function classOf(told: Told, moment: Moment, goid: number | undefined): string {
  const names: string[] = []
  if (told.count === moment.count) names.push('now')
  if (goid !== undefined && isAbout(told.event, goid)) names.push('chosen')
  return names.join(' ')
}

function isAbout(event: SchedEvent, goid: number): boolean {
  if (!('g' in event)) return false
  return Array.isArray(event.g) ? event.g.includes(goid) : event.g === goid
}
