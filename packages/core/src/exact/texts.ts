import type { Names } from '../model/names.ts'
import type { GCPhase } from '../wire/index.ts'
import {
  Gwaiting,
  Psyscall,
  reasonCoroutine,
  reasonPreempted,
  reasonUnknown,
  type G,
} from './entities.ts'

const gcphases: GCPhase[] = ['off', 'mark', 'marktermination']

export function gcphaseText(phase: number): GCPhase {
  return gcphases[phase] ?? 'off'
}

/** null unless it waits, or where this Go does not tell. */
export function waitreasonText(names: Names, g: G): string | null {
  if (g.status !== Gwaiting) return null
  if (g.reason === reasonPreempted) return 'preempted'
  if (g.reason === reasonCoroutine) return 'coroutine'
  if (g.reason === reasonUnknown) return null
  return names.waitreason(g.reason)
}

/** `Psyscall` also where this Go (1.26 and newer) has no such constant, as in sampled snapshots. */
export function pstatusText(names: Names, status: number): string {
  return status === Psyscall ? 'Psyscall' : names.pstatus(status)
}
