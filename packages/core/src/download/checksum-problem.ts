import { shown } from './failure.ts'

/** Something downloaded, or what should vouch for it, is not what it must be. */
export class ChecksumProblem extends Error {
  /** What was downloaded, fit to be shown. */
  readonly url: string
  /** The file was put together from several answers: that may be why. */
  readonly resumed: boolean

  constructor(url: string, why: string, resumed = false) {
    super(why)
    this.url = shown(url)
    this.resumed = resumed
  }
}
