import { recordNames } from '../wire/events.gen.ts'
import { WireError } from '../wire/index.ts'
import { G, P, type Entity, type M } from './entities.ts'

/** The records have no order in which each finds what it needs: two that contradict each other. */
export class OrderError extends WireError {
  /** Where the record begins that cannot happen. */
  readonly held: number
  /** Where the one begins that last changed what it waits for; null if none did. */
  readonly against: number | null

  constructor(m: M) {
    const waits = m.waitsFor as Entity
    const by = waits.changedBy
    const { kind, position } = m.records
    const last = by
      ? `the ${recordNames[waits.changedKind]} of M ${by.id} at byte ${waits.changedAt}`
      : 'nothing'
    super(
      `${recordNames[kind]} of M ${m.id} cannot happen: what was last with ${what(waits)} is ${last};`,
      position,
    )
    this.name = 'OrderError'
    this.held = position
    this.against = by ? waits.changedAt : null
  }
}

function what(entity: Entity): string {
  if (entity instanceof G) return `goroutine ${entity.goid}`
  if (entity instanceof P) return `P ${entity.id}`
  return 'id' in entity ? `M ${String(entity.id)}` : 'what it waits for'
}
