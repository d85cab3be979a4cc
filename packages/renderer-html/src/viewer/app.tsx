import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { advance, faster, slowest, speeds, toggle, type Clock } from './clock.ts'
import type { Embedded } from './embedded.ts'
import { Details } from './details.tsx'
import { Events } from './events.tsx'
import { Goroutines } from './goroutines.tsx'
import { readHash, writeHash } from './hash.ts'
import { Banners } from './banners.tsx'
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
  const [clock, showClock] = useState<Clock>({ t: 0, playing: false, speed: 1 })
  // Where the clock is now, which may be ahead of what is drawn.
  const latest = useRef(clock)
  const setClock = useCallback((change: (old: Clock) => Clock) => {
    latest.current = change(latest.current)
    showClock(latest.current)
  }, [])
  useEffect(() => void load(embedded, setLoading), [embedded])

  const replay = loading?.replay
  const length = replay?.length ?? 0
  const last = replay?.last ?? 0
  const index = replay ? replay.indexAt(clock.t) : 0
  const moments = replay?.moments
  const shown = moments?.at(clock)
  const snapshot = moments ? shown?.snapshot : replay?.at(index)

  const goTo = useCallback(
    (to: number) => {
      const digest = replay?.digests[Math.max(0, Math.min(to, replay.length - 1))]
      if (digest) setClock((old) => ({ ...old, t: digest.t, at: undefined, playing: false }))
    },
    [replay],
  )
  const goToTime = useCallback(
    (t: number) => {
      if (replay?.moments) setClock((old) => ({ ...old, t, at: undefined, playing: false }))
      else if (replay) goTo(replay.indexAt(t))
    },
    [replay, goTo],
  )
  /** After so many records of an exact recording. */
  const goToCount = useCallback(
    (at: number) => {
      const moment = replay?.moments?.at({ ...latest.current, at, playing: false })
      if (moment) setClock((old) => ({ ...old, t: moment.snapshot.t, at, playing: false }))
    },
    [replay],
  )
  const step = useCallback(
    (by: 1 | -1) => {
      if (!replay) return
      if (replay.moments) setClock((old) => replay.moments?.step(old, by) ?? old)
      else goTo(replay.indexAt(latest.current.t) + by)
    },
    [replay, goTo],
  )
  /** Past all that is near: ten snapshots, or what the recorder took for a while of an exact recording. */
  const leap = useCallback(
    (by: 1 | -1) => {
      if (!replay) return
      if (replay.moments) goToTime(Math.max(0, Math.min(last, latest.current.t + by * 10e6)))
      else goTo(replay.indexAt(latest.current.t) + by * 10)
    },
    [replay, goTo, goToTime, last],
  )
  const toEdge = useCallback(
    (end: boolean) => {
      if (!replay?.moments) goTo(end ? length - 1 : 0)
      else if (end) goToCount(replay.moments.count)
      else {
        goToCount(0)
        step(1)
      }
    },
    [replay, length, goTo, goToCount, step],
  )

  // The address: asked for by whoever opened it, then kept up to date.
  useEffect(() => {
    if (!replay) return
    const { seq, at } = asked.current
    const wanted = seq === undefined ? undefined : replay.indexOfSeq(seq)
    if (wanted !== undefined) {
      asked.current.seq = undefined
      goTo(wanted)
    }
    if (at !== undefined && replay.moments && replay.moments.count >= at) {
      asked.current.at = undefined
      goToCount(at)
    }
    if (loading?.done) asked.current = { ...asked.current, seq: undefined, at: undefined }
    // What an exact recording begins with is a program that has not begun.
    const first = replay.moments && replay.digests[0]
    if (first && latest.current.t === 0 && latest.current.at === undefined) goToTime(first.t)
  }, [loading])
  useEffect(() => {
    const { seq, at } = asked.current
    if (!snapshot || clock.playing || seq !== undefined || at !== undefined) return
    const place = shown ? { seq: undefined, at: shown.count } : { seq: snapshot.seq }
    history.replaceState(null, '', writeHash({ ...place, g: goid }) || ' ')
  }, [snapshot, goid, clock.playing])
  useEffect(() => {
    const follow = () => {
      const view = readHash(location.hash)
      const wanted = view.seq === undefined ? undefined : replay?.indexOfSeq(view.seq)
      if (wanted !== undefined) goTo(wanted)
      if (view.at !== undefined) goToCount(view.at)
      select(view.g)
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [replay, goTo, goToCount])

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
    const allSpeeds = moments ? [...slowest, ...speeds] : speeds
    const onKey = (event: KeyboardEvent) => {
      const action = keyAction(event)
      if (!action) return
      event.preventDefault()
      if (action === 'play') setClock((old) => toggle(old, last))
      else if (action === 'back') step(-1)
      else if (action === 'forward') step(1)
      else if (action === 'far back') leap(-1)
      else if (action === 'far forward') leap(1)
      else if (action === 'first') toEdge(false)
      else if (action === 'last') toEdge(true)
      else if (action === 'slower') setClock((old) => faster(old, -1, allSpeeds))
      else if (action === 'faster') setClock((old) => faster(old, 1, allSpeeds))
      else if (action === 'filter') document.getElementById('filter')?.focus()
      else if (action === 'help') setHelp((open) => !open)
      else if (helpOpen) setHelp(false)
      else select(undefined)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [last, moments, step, leap, toEdge, helpOpen])

  const byGoid = useMemo(
    () => new Map(snapshot?.allg.map((g) => [g.goid, g] as const) ?? []),
    [snapshot],
  )
  const chosen = useMemo(() => ({ goid, select, byGoid }), [goid, byGoid])

  if (!loading) return <p class="empty">Reading the recording…</p>
  const end = embedded.trailer?.end
  return (
    <Selection.Provider value={chosen}>
      <Header
        title={embedded.title}
        hello={replay?.hello}
        end={end}
        length={length}
        moments={moments}
      />
      <Banners loading={loading} trailer={embedded.trailer} />
      {replay && (
        <Transport
          replay={replay}
          loading={loading}
          clock={clock}
          index={index}
          shown={shown}
          setClock={setClock}
          toEdge={toEdge}
          goToTime={goToTime}
          step={step}
          openHelp={() => setHelp(true)}
        />
      )}
      {helpOpen && <Help exact={moments !== undefined} close={() => setHelp(false)} />}
      {snapshot ? (
        <main data-seq={shown ? undefined : snapshot.seq} data-at={shown?.count}>
          <div class="left">
            <Queues snapshot={snapshot} />
            <Ps snapshot={snapshot} />
            <Ms snapshot={snapshot} />
          </div>
          <div class="right">
            {shown && <Events moment={shown} goTo={goToCount} />}
            <Details snapshot={snapshot} />
            <Goroutines snapshot={snapshot} />
          </div>
        </main>
      ) : (
        <p class="empty">
          {loading.done ? 'This recording holds nothing to show.' : 'Reading the recording…'}
        </p>
      )}
    </Selection.Provider>
  )
}
