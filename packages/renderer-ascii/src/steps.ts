import type { Cursor, Snapshot, Tape } from '@gorv/core'
import { clean } from './text.ts'

/** Where a paused look at an exact recording is, event by event. */
export interface Step {
  /** Records that led there. */
  count: number
  /** What the last event said, in words. */
  says: string
  snapshot: Snapshot
}

/** Steps by event over the tape, from the moment at which it was paused. */
export class Steps {
  readonly #cursor: Cursor
  readonly #unicode: boolean

  private constructor(cursor: Cursor, unicode: boolean) {
    this.#cursor = cursor
    this.#unicode = unicode
  }

  /** Undefined before the program said anything. */
  static on(tape: Tape, unicode: boolean): Steps | undefined {
    const cursor = tape.cursor()
    return cursor && new Steps(cursor, unicode)
  }

  /** The state after so many records; undefined where the tape has no more of it. */
  at(count: number): Step | undefined {
    return this.#cursor.seek(count) ? this.#step() : undefined
  }

  /** The next event, or the one before; where there is none, where it is and why. */
  move(by: 1 | -1): Step {
    if (by > 0 ? this.#cursor.next() : this.#cursor.previous()) return this.#step()
    const step = this.#step()
    const edge = by > 0 ? 'No event after this one is here yet' : 'No earlier event is kept'
    return { ...step, says: `${edge}: ${step.says}` }
  }

  close(): void {
    this.#cursor.close()
  }

  #step(): Step {
    const { count } = this.#cursor
    const snapshot = this.#cursor.snapshot()
    const [words] = this.#cursor.words(1)
    if (words === undefined) return { count, says: 'nothing has happened yet', snapshot }
    const says = this.#unicode ? words : words.replaceAll('µs', 'us')
    return { count, says: clean(says, this.#unicode), snapshot }
  }
}
