/** A request that did not give what was asked for. */
export class FetchFailure extends Error {
  /** What was asked, fit to be shown: without credentials. */
  readonly url: string
  /** The server has no such thing: 404 or 410, a file that does not exist. */
  readonly absent: boolean
  /** It may be otherwise in a moment. */
  readonly transient: boolean

  constructor(url: string, why: string, kind: 'absent' | 'transient' | 'final') {
    super(why)
    this.url = shown(url)
    this.absent = kind === 'absent'
    this.transient = kind === 'transient'
  }
}

/** A URL as it may be printed: user names, passwords and tokens are nobody's business. */
export function shown(url: string | URL): string {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  copy.hash = ''
  return copy.href
}

/** The words of a network error; it may hide in a cause, or be several at once. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (error.message === '' && error instanceof AggregateError) return reason(error.errors[0])
  if (error.cause instanceof Error) return reason(error.cause)
  return error.message || code || error.name
}
