import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { G } from '@gorv/core/wire'
import { visible } from './format.ts'
import { lookOf, statusText } from './status.ts'

export interface Chosen {
  goid: number | undefined
  select(goid: number | undefined): void
  byGoid: ReadonlyMap<number, G>
}

/** The chosen goroutine: shown wherever it is. */
export const Selection = createContext<Chosen>({
  goid: undefined,
  select: () => {},
  byGoid: new Map(),
})

/** One goroutine. `named` adds its start function. */
export function Chip({ goid, named }: { goid: number; named?: boolean }) {
  const { goid: chosen, select, byGoid } = useContext(Selection)
  const g = byGoid.get(goid)
  const fn = g ? visible(g.startfn ?? 'start function unknown') : 'not in this snapshot’s list'
  const look = g ? lookOf(g) : 'unknown'
  return (
    <button
      class={`g ${look}${goid === chosen ? ' chosen' : ''}${g?.system ? ' system' : ''}`}
      data-goid={goid}
      title={g ? `G${goid} ${fn}: ${statusText(g)}` : `G${goid}: ${fn}`}
      aria-pressed={goid === chosen}
      onClick={() => select(goid === chosen ? undefined : goid)}
    >
      G{goid}
      {named && <span class="fn"> {fn}</span>}
    </button>
  )
}

/** Goroutines in order; more than fit are counted. */
export function Chips({ goids, most = 40 }: { goids: readonly number[]; most?: number }) {
  if (goids.length === 0) return <span class="none">empty</span>
  return (
    <span class="chips" data-goids={goids.join(' ')}>
      {goids.slice(0, most).map((goid) => (
        <Chip goid={goid} />
      ))}
      {goids.length > most && <span class="more">+{goids.length - most}</span>}
    </span>
  )
}
