import type { Snapshot } from '../wire/index.ts'
import type { RenderSession } from './contract.ts'

interface Offer {
  snapshot(): Snapshot
}

/** Lets snapshots through at a renderer's rate; the newest one always gets there. */
export class Pace {
  readonly #every: boolean
  readonly #gapMs: number
  #waiting: Offer | undefined
  #shownAt = -Infinity

  constructor(rate: 'every' | number) {
    this.#every = rate === 'every'
    this.#gapMs = rate === 'every' ? 0 : 1000 / rate
  }

  async offer(offer: Offer, session: RenderSession): Promise<void> {
    if (this.#every) await session.snapshot?.(offer.snapshot())
    else this.#waiting = offer
  }

  async flush(session: RenderSession, last = false): Promise<void> {
    const offer = this.#waiting
    if (!offer || (!last && performance.now() - this.#shownAt < this.#gapMs)) return
    this.#waiting = undefined
    this.#shownAt = performance.now()
    await session.snapshot?.(offer.snapshot())
  }
}
