import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import { advance, faster, toggle, type Clock } from './clock.ts'
import type { Embedded } from './embedded.ts'
import { count } from './format.ts'
import { Details } from './details.tsx'
import { Goroutines } from './goroutines.tsx'
import { readHash, writeHash } from './hash.ts'
import { Header } from './header.tsx'
import { Help } from './help.tsx'
import { keyAction } from './keys.ts'
import { load, type Loading } from './load.ts'
import { Ms } from './ms.tsx'
import { Ps } from './ps.tsx'
import { Queues } from './queues.tsx'
import { Selection } from './chip.tsx'
import { Transport } from './transport.tsx'

export function App({ embedded }: { embedded: Embedded }) {
  const [loading, setLoading] = useState<Loading>()
  const asked = useRef(readHash(location.hash))
  const [goid, select] = useState(asked.current.g)
  const [helpOpen, setHelp] = useState(false)
  const [clock, setClock] = useReducer<Clock, (old: Clock) => Clock>((old, change) => change(old), {
    t: 0,
    playing: false,
    speed: 1,
  })
  useEffect(() => void load(embedded, setLoading), [embedded])

  const replay = loading?.replay
  const length = replay?.length ?? 0
  const last = replay?.digests.at(-1)?.t ?? 0
  const index = replay ? replay.indexAt(clock.t) : 0
  const snapshot = replay?.at(index)

  const goTo = useCallback(
    (to: number) => {
      const digest = replay?.digests[Math.max(0, Math.min(to, replay.length - 1))]
      if (digest) setClock((old) => ({ ...old, t: digest.t, playing: false }))
    },
    [replay],
  )

  // From where the clock is now, which may be ahead of what is drawn.
  const step = useCallback(
    (by: number) => {
      if (!replay) return
      setClock((old) => {
        const to = Math.max(0, Math.min(replay.indexAt(old.t) + by, replay.length - 1))
        return { ...old, t: replay.digests[to]?.t ?? 0, playing: false }
      })
    },
    [replay],
  )

  // The address: asked for by whoever opened it, then kept up to date.
  useEffect(() => {
    const seq = asked.current.seq
    const wanted = seq === undefined ? undefined : replay?.indexOfSeq(seq)
    if (wanted !== undefined) {
      asked.current.seq = undefined
      goTo(wanted)
    }
    if (loading?.done) asked.current.seq = undefined
  }, [loading])
  useEffect(() => {
    if (!snapshot || clock.playing || asked.current.seq !== undefined) return
    history.replaceState(null, '', writeHash({ seq: snapshot.seq, g: goid }) || ' ')
  }, [snapshot, goid, clock.playing])
  useEffect(() => {
    const follow = () => {
      const view = readHash(location.hash)
      const wanted = view.seq === undefined ? undefined : replay?.indexOfSeq(view.seq)
      if (wanted !== undefined) goTo(wanted)
      select(view.g)
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [replay, goTo])

  useEffect(() => {
    if (!clock.playing) return
    let before = performance.now()
    let request = requestAnimationFrame(function frame(now) {
      const ms = Math.max(0, now - before)
      before = now
      setClock((old) => advance(old, ms, last))
      request = requestAnimationFrame(frame)
    })
    return () => cancelAnimationFrame(request)
  }, [clock.playing, last])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = keyAction(event)
      if (!action) return
      event.preventDefault()
      if (action === 'play') setClock((old) => toggle(old, last))
      else if (action === 'back') step(-1)
      else if (action === 'forward') step(1)
      else if (action === 'first') goTo(0)
      else if (action === 'last') goTo(length - 1)
      else if (action === 'slower') setClock((old) => faster(old, -1))
      else if (action === 'faster') setClock((old) => faster(old, 1))
      else if (action === 'filter') document.getElementById('filter')?.focus()
      else if (action === 'help') setHelp((open) => !open)
      else if (helpOpen) setHelp(false)
      else select(undefined)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [length, last, goTo, step, helpOpen])

  const byGoid = useMemo(
    () => new Map(snapshot?.allg.map((g) => [g.goid, g] as const) ?? []),
    [snapshot],
  )
  const chosen = useMemo(() => ({ goid, select, byGoid }), [goid, byGoid])

  if (!loading) return <p class="empty">Reading the recording…</p>
  const end = embedded.trailer?.end
  return (
    <Selection.Provider value={chosen}>
      <Header title={embedded.title} hello={replay?.hello} end={end} length={length} />
      {loading.damage.map((text) => (
        <p class="banner" role="alert">
          {text}; what came before is shown
        </p>
      ))}
      {end?.notes.map((note) => (
        <p class="banner note">{note}</p>
      ))}
      {end !== undefined && end.skipped > 0 && (
        <p class="banner note">
          {count(end.skipped, 'snapshot was', 'snapshots were')} not taken, to stay out of the
          program’s way
        </p>
      )}
      {replay && (
        <Transport
          replay={replay}
          loading={loading}
          clock={clock}
          index={index}
          setClock={setClock}
          goTo={goTo}
          step={step}
          openHelp={() => setHelp(true)}
        />
      )}
      {helpOpen && <Help close={() => setHelp(false)} />}
      {snapshot ? (
        <main data-seq={snapshot.seq}>
          <div class="left">
            <Queues snapshot={snapshot} />
            <Ps snapshot={snapshot} />
            <Ms snapshot={snapshot} />
          </div>
          <div class="right">
            <Details snapshot={snapshot} />
            <Goroutines snapshot={snapshot} />
          </div>
        </main>
      ) : (
        <p class="empty">
          {loading.done ? 'This recording holds no snapshot.' : 'Reading the recording…'}
        </p>
      )}
    </Selection.Provider>
  )
}
