import type { Trailer } from './embedded.ts'
import { count, duration, moment } from './format.ts'
import type { Loading } from './load.ts'

/** What a reader has to know before believing what is shown. */
export function Banners({ loading, trailer }: { loading: Loading; trailer: Trailer | undefined }) {
  const end = trailer?.end
  const { moments } = loading.replay
  return (
    <>
      {loading.damage.map((text) => (
        <p class="banner" role="alert">
          {text}; what came before is shown
        </p>
      ))}
      {trailer?.cut && (
        <p class="banner" role="alert">
          This report is cut: it ends {loading.done ? `at ${moment(loading.replay.last)}` : 'early'}
          , with {size(trailer.cut.events)} of {size(trailer.cut.of)} of events. gorv run --record
          run.gorv keeps everything.
        </p>
      )}
      {moments && moments.lost > 0 && (
        <p class="banner" role="alert">
          {count(moments.lost, 'event was', 'events were')} dropped
          {moments.approximateSince !== null &&
            `: from ${moment(moments.approximateSince)} on the state is a good guess`}
        </p>
      )}
      {moments && moments.stalled > 0 && (
        <p class="banner note">
          Threads of the program waited {duration(moments.stalled)} all together until gorv had read
          their events: it was slowed down where the overview has marks at its top
        </p>
      )}
      {moments && moments.unordered > 0 && (
        <p class="banner note">
          {count(moments.unordered, 'event', 'events')} at the very end{' '}
          {moments.unordered === 1 ? 'has' : 'have'} no place: the program ended before it wrote
          what came before
        </p>
      )}
      {end?.notes.map((note) => (
        <p class="banner note">{note}</p>
      ))}
      {end !== undefined && end.skipped > 0 && (
        <p class="banner note">
          {count(end.skipped, 'snapshot was', 'snapshots were')} not taken, to stay out of the
          program’s way
        </p>
      )}
    </>
  )
}

function size(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
