import { keyHelp } from './keys.ts'
import { looks, type Look } from './status.ts'

/** Keys, and what colours and letters mean. */
export function Help({ exact, close }: { exact: boolean; close(): void }) {
  return (
    <section class="help" role="dialog" aria-label="Help">
      <button class="close" aria-label="Close help" onClick={close}>
        ×
      </button>
      <dl>
        {keyHelp(exact).map(([keys, what]) => (
          <>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
      <p>
        {exact
          ? 'Exact: every transition of every goroutine, thread and P is in this report, in an order in which the program was in each state shown.'
          : 'A report of snapshots: between two of them anything may have happened.'}{' '}
        “–” is none, “unknown” is what {exact ? 'exact mode or ' : ''}this Go version does not tell.
      </p>
      <Legend />
    </section>
  )
}

function Legend() {
  return (
    <ul class="legend">
      {(Object.keys(looks) as Look[]).map((look) => (
        <li>
          <span class={`swatch ${look}`} aria-hidden="true">
            {looks[look].letter}
          </span>
          {looks[look].says}
        </li>
      ))}
    </ul>
  )
}
