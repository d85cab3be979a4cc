import type { Hello, RunEnd } from '@gorv/core/wire'
import { count, duration, visible } from './format.ts'

interface Props {
  title: string
  hello: Hello | undefined
  end: RunEnd | undefined
  length: number
}

/** Which program, how it was watched, how it ended. */
export function Header({ title, hello, end, length }: Props) {
  const name = visible(title)
  if (document.title !== `${name} – gorv`) document.title = `${name} – gorv`
  const facts = hello
    ? [
        `${hello.goversion} ${hello.goos}/${hello.goarch}`,
        `GOMAXPROCS ${hello.gomaxprocs} at the start`,
        `pid ${hello.pid}`,
        `a snapshot each ${duration(hello.interval)}`,
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
        <span>{count(length, 'snapshot')}</span>
        {end !== undefined && end.torn > 0 && <span class="warn">{end.torn} torn</span>}
        {end && <span class="end">{endText(end)}</span>}
      </p>
    </header>
  )
}

function endText(end: RunEnd): string {
  if (end.signal !== null) return `ended by ${visible(end.signal)}`
  if (end.exitcode !== null) return `exit code ${end.exitcode}`
  return 'how it ended is not recorded'
}
