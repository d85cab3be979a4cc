import { shown } from './failure.ts'

/** Something downloaded, or what should vouch for it, is not what it must be. */
export class ChecksumProblem extends Error {
  /** What was downloaded, fit to be shown. */
  readonly url: string

  constructor(url: string, why: string) {
    super(why)
    this.url = shown(url)
  }
}
