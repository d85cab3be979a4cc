import { useEffect, useRef, useState } from 'preact/hooks'
import { slowest, speeds, toggle, type Clock } from './clock.ts'
import { count, exactMoment, moment } from './format.ts'
import { Icon } from './icon.tsx'
import type { Loading } from './load.ts'
import type { Moment } from './moments.ts'
import { drawOverview } from './overview-canvas.ts'
import type { Replay } from './replay.ts'

interface Props {
  replay: Replay
  loading: Loading
  clock: Clock
  index: number
  /** Of an exact recording: what is shown. */
  shown: Moment | undefined
  setClock(change: (old: Clock) => Clock): void
  toEdge(end: boolean): void
  goToTime(t: number): void
  step(by: 1 | -1): void
  openHelp(): void
}

/** Play, step, speed, and the overview that one scrubs over. */
export function Transport({
  replay,
  loading,
  clock,
  index,
  shown,
  setClock,
  toEdge,
  goToTime,
  step,
  openHelp,
}: Props) {
  const { last } = replay
  const digest = replay.digests[index]
  const one = replay.moments ? 'decision' : 'snapshot'
  return (
    <div class="transport">
      <div class="buttons">
        <button aria-label={`First ${one}`} onClick={() => toEdge(false)}>
          <Icon name="first" />
        </button>
        <button aria-label={`One ${one} back`} onClick={() => step(-1)}>
          <Icon name="back" />
        </button>
        <button
          class="play"
          aria-label={clock.playing ? 'Pause' : 'Play'}
          onClick={() => setClock((old) => toggle(old, last))}
        >
          <Icon name={clock.playing ? 'pause' : 'play'} />
        </button>
        <button aria-label={`One ${one} forward`} onClick={() => step(1)}>
          <Icon name="forward" />
        </button>
        <button aria-label={`Last ${one}`} onClick={() => toEdge(true)}>
          <Icon name="last" />
        </button>
        <label>
          <span class="hidden">Speed</span>
          <select
            value={clock.speed}
            onChange={(event) => {
              const speed = Number(event.currentTarget.value)
              setClock((old) => ({ ...old, speed }))
            }}
          >
            {(replay.moments ? [...slowest, ...speeds] : speeds).map((speed) => (
              <option value={speed}>{speed}×</option>
            ))}
          </select>
        </label>
        {shown ? (
          <output>
            {`${exactMoment(shown.snapshot.t)} of ${moment(last)}`}
            <span class="seq">
              {` event ${shown.count.toLocaleString('en-US')} of ${(replay.moments?.count ?? 0).toLocaleString('en-US')}`}
            </span>
          </output>
        ) : (
          <output>
            {digest ? `${moment(digest.t)} of ${moment(last)}` : ''}
            <span class="seq">{digest && ` snapshot ${digest.seq}`}</span>
          </output>
        )}
        {!loading.done && (
          <span class="loading">reading {Math.round(loading.progress * 100)} %</span>
        )}
        <button class="ask" aria-label="Help" onClick={openHelp}>
          ?
        </button>
      </div>
      <Overview
        replay={replay}
        index={index}
        t={shown?.snapshot.t ?? digest?.t ?? 0}
        goToTime={goToTime}
        total={Math.max(1, last)}
        loading={loading}
      />
    </div>
  )
}

interface OverviewProps {
  replay: Replay
  index: number
  t: number
  total: number
  loading: Loading
  goToTime(t: number): void
}

/** The whole run at a glance; also the slider. */
function Overview({ replay, index, t, total, loading, goToTime }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, dark: false })
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const measure = () => setSize({ width: element.clientWidth, dark: scheme.matches })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    scheme.addEventListener('change', measure)
    return () => {
      observer.disconnect()
      scheme.removeEventListener('change', measure)
    }
  }, [])
  useEffect(() => {
    if (canvas.current && size.width > 0) drawOverview(canvas.current, replay, total, size.dark)
  }, [size, loading])

  const seek = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect()
    goToTime(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * total)
  }
  const digest = replay.digests[index]
  return (
    <div
      class="overview"
      role="slider"
      tabIndex={0}
      aria-label={replay.moments ? 'Moment' : 'Snapshot'}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, replay.length - 1)}
      aria-valuenow={index}
      aria-valuetext={
        digest &&
        `${moment(digest.t)}: ${digest.running} running, ${digest.runnable} runnable, ${digest.syscall} in system calls, ${digest.waiting} waiting`
      }
      title={
        replay.moments
          ? `${count(replay.moments.count, 'event')}; drag, or ← and →`
          : `${count(replay.length, 'snapshot')}; drag, or ← and →`
      }
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        seek(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event)
      }}
    >
      <canvas ref={canvas} />
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <line
          x1={(t / total) * 1000}
          x2={(t / total) * 1000}
          y1="0"
          y2="10"
          vector-effect="non-scaling-stroke"
        />
      </svg>
    </div>
  )
}
