import type { Hello, RunEnd } from '@gorv/core/wire'
import { count, duration, visible } from './format.ts'
import type { Moments } from './moments.ts'

interface Props {
  title: string
  hello: Hello | undefined
  end: RunEnd | undefined
  length: number
  /** Of an exact recording. */
  moments: Moments | undefined
}

/** Which program, how it was watched, how it ended. */
export function Header({ title, hello, end, length, moments }: Props) {
  const name = visible(title)
  if (document.title !== `${name} – gorv`) document.title = `${name} – gorv`
  const facts = hello
    ? [
        `${hello.goversion} ${hello.goos}/${hello.goarch}`,
        `GOMAXPROCS ${hello.gomaxprocs} at the start`,
        `pid ${hello.pid}`,
        ...(moments ? [] : [`a snapshot each ${duration(hello.interval)}`]),
        `${new Date(hello.start).toLocaleString()}`,
      ].map(visible)
    : []
  return (
    <header>
      <h1>{name}</h1>
      <p class="facts">
        {facts.map((fact) => (
          <span>{fact}</span>
        ))}
        {moments ? <Exactness moments={moments} /> : <span>{count(length, 'snapshot')}</span>}
        {end !== undefined && end.torn > 0 && <span class="warn">{end.torn} torn</span>}
        {end && <span class="end">{endText(end)}</span>}
      </p>
    </header>
  )
}

/** How much of the run this is, and what it cost the program. */
function Exactness({ moments }: { moments: Moments }) {
  const { lost, stalled, unordered } = moments
  return (
    <>
      <span class="exact" title="Every transition of the scheduler was recorded">
        exact
      </span>
      <span>{count(moments.count, 'event')}</span>
      <span class={lost > 0 ? 'warn' : ''} title="Events that were dropped">
        {lost.toLocaleString('en-US')} lost
      </span>
      <span
        class={stalled > 0 ? 'warn' : ''}
        title="How long threads of the program waited until gorv had read their events, all together"
      >
        stalled {duration(stalled)}
      </span>
      <span
        class={unordered > 0 ? 'warn' : ''}
        title="Events at the very end that have no place, as the program ended before it wrote what came before them"
      >
        {unordered.toLocaleString('en-US')} unordered
      </span>
    </>
  )
}

function endText(end: RunEnd): string {
  if (end.signal !== null) return `ended by ${visible(end.signal)}`
  if (end.exitcode !== null) return `exit code ${end.exitcode}`
  return 'how it ended is not recorded'
}
