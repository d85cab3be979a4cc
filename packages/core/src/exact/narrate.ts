import type { GCPhase, QueueName, RunEvent, SchedEvent } from '../wire/index.ts'

export interface NarrateOptions {
  /** Events before it, the latest last: what is told of how it came to this. */
  past?: readonly SchedEvent[]
  /** What a goroutine began with; null where that is not known. */
  startfn?: (goid: number) => string | null
}

/**
 * One event in words, the same in every renderer. Names in it are the
 * program's: whoever draws them makes them harmless.
 */
export function narrate(event: SchedEvent, options: NarrateOptions = {}): string {
  const { past = [], startfn = () => null } = options
  const g = (goid: number) => {
    const name = startfn(goid)
    return name === null ? `g ${goid}` : `g ${goid} (${name})`
  }
  const on = event.p === null ? `M ${event.m}` : `P ${event.p}`
  switch (event.kind) {
    case 'create': {
      const by = event.parent === null ? 'the runtime' : `g ${event.parent}`
      const at = event.gopc === null ? '' : ` at ${event.gopc}`
      const name = event.startfn === null ? '' : ` (${event.startfn})`
      return `g ${event.g}${name} is created by ${by}${at}${into(event.to, event.p) || ', waiting'}`
    }
    case 'run':
      return `${g(event.g)} runs on ${on}${withM(event)}: ${foundIn(event, past)}${readiedBy(event, past)}${event.inherit ? ', in what is left of the time slice' : ''}`
    case 'park': {
      const what = event.reason ?? 'for what this Go does not tell'
      const where = event.on === null ? '' : `, on ${event.on}`
      return `${g(event.g)} waits: ${what}${where}${ran(event, past)}`
    }
    case 'ready': {
      const via = { netpoll: 'the network poller', timer: 'a timer' }
      const self = event.via === null ? 'the scheduler' : via[event.via]
      const by = event.by === null ? self : g(event.by)
      return `${g(event.g)} is made ready by ${by}${into(event.to, event.p)}${waited(event.g, event.t, past)}`
    }
    case 'yield':
      return `${g(event.g)} makes room${into(event.to, event.p)}${ran(event, past)}`
    case 'preempt':
      return event.to === null
        ? `${g(event.g)} is preempted, to be suspended${ran(event, past)}`
        : `${g(event.g)} is preempted${into(event.to, event.p)}${ran(event, past)}`
    case 'exit':
      return `${g(event.g)} ends${ran(event, past)}`
    case 'gwait':
      return `${g(event.g)} stays on M ${event.m}, and counts as waiting: ${event.reason ?? 'for what this Go does not tell'}`
    case 'gback':
      return `${g(event.g)} counts as running again`
    case 'adopt':
      return `M ${event.m}, thread ${event.procid} that Go did not start, calls into Go as g ${event.g}`
    case 'lock':
      return `${g(event.g)} is ${event.on ? '' : 'no longer '}locked to M ${event.m}`
    case 'steal':
      return event.runnext
        ? `M ${event.m} stole ${listed(event.g, g)} from P ${event.from.p}, where it was runnext`
        : `M ${event.m} stole ${counted(event.g, g)} from P ${event.from.p}`
    case 'spill':
      return `${counted(event.g, g)} ${verb(event.g, 'leaves', 'leave')} P ${event.p} for the global queue`
    case 'fill':
      return `M ${event.m} takes ${counted(event.g, g)} from the global queue`
    case 'syscall':
      return `${g(event.g)} enters a system call on M ${event.m}${ran(event, past)}`
    case 'sysexit': {
      const since = last(past, (one) => one.kind === 'syscall' && one.g === event.g)
      const after = since ? ` after ${duration(event.t - since.t)}` : ''
      const how = event.fast
        ? `, and runs on: ${on} was there at once`
        : event.to === null
          ? `, and runs on ${on}`
          : `, and found no P${into(event.to, event.p)}`
      return `${g(event.g)} is back from its system call${after}${how}`
    }
    case 'retake': {
      const victim = event.g === null ? 'a goroutine' : g(event.g)
      return `P ${event.p} is retaken from M ${event.from.m}, where ${victim} is in a system call${event.gc ? ', to stop the world' : ''}`
    }
    case 'handoff':
      return `P ${event.p} is handed on`
    case 'mstart':
      return `M ${event.m} begins${event.procid === null ? '' : `, as thread ${event.procid}`}`
    case 'mpark':
      return `M ${event.m} has nothing to do and sleeps`
    case 'mwake':
      return `M ${event.m} is woken by M ${event.by}`
    case 'mexit':
      return `M ${event.m} ends`
    case 'spin':
      return `M ${event.m} ${event.on ? 'looks for work: it spins' : 'spins no longer'}`
    case 'pidle':
      return `P ${event.p} is idle`
    case 'prun':
      return `M ${event.m} has P ${event.p}`
    case 'pstop':
      return event.gc
        ? `P ${event.p} stops, as the world does`
        : `M ${event.m} lets go of P ${event.p}`
    case 'procs':
      return `GOMAXPROCS is ${event.gomaxprocs} now`
    case 'stw': {
      const why = event.reason === null ? '' : `: ${event.reason}`
      if (event.phase === 'begin') return `M ${event.m} stops the world${why}`
      return event.phase === 'stopped' ? 'the world has stopped' : 'the world goes on'
    }
    case 'gc':
      return `the collector ${phases[event.phase]}`
    case 'timer': {
      if (event.what === 'add') {
        const due = event.when - event.t
        return `a timer is put on ${on}, ${due > 0 ? `due in ${duration(due)}` : 'due already'}`
      }
      const late = event.late === null ? '' : `, ${duration(Math.max(0, event.late))} late`
      return `a timer of ${on} fires${late}`
    }
    case 'netpoll':
      return `M ${event.m} found ${counted(event.g, g)} in the network poller${polled(event.delay)}`
    case 'stall':
      return `M ${event.m} stalled: for ${duration(event.ns)} there was no room for its events`
    case 'lost':
      return `${event.n} ${event.n === 1 ? 'record' : 'records'} of M ${event.m} ${event.n === 1 ? 'is' : 'are'} lost here: from now on the state is a guess`
  }
}

const phases: Record<GCPhase, string> = {
  off: 'is off',
  mark: 'marks',
  marktermination: 'ends marking',
}

function into(to: QueueName | null, p: number | null): string {
  if (to === null) return ''
  if (to === 'global') return ', to the global queue'
  const of = p === null ? '' : ` of P ${p}`
  return to === 'runnext' ? `, to runnext${of}` : `, to the local queue${of}`
}

const found: Record<RunEvent['from'], string> = {
  other: 'found in a way that is not told',
  runnext: 'taken from runnext',
  local: 'taken from the local queue',
  global: 'taken from the global queue',
  steal: 'stolen',
  netpoll: 'found by the network poller',
  gcworker: 'a worker of the collector',
  'idle-gc': 'a worker of the collector, as there was nothing else to run',
  syscall: 'back from a system call',
  lockedm: 'locked to this M',
  unpark: 'handed to this M as it woke',
  tracereader: 'the reader of the execution trace',
  timer: 'made ready by a timer on this M just before',
  coroutine: 'switched to by a coroutine',
  handoff: 'handed on with the P',
}

function foundIn(event: RunEvent, past: readonly SchedEvent[]): string {
  if (event.from !== 'steal') return found[event.from]
  const theft = last(past, (one) => one.kind === 'steal' && one.g.includes(event.g))
  return theft?.kind === 'steal' ? `stolen from P ${theft.from.p}` : found.steal
}

/** Who made it ready, and how long ago. */
function readiedBy(event: RunEvent, past: readonly SchedEvent[]): string {
  const cause = last(past, (one) => putsInQueue(one) && one.g === event.g)
  if (!cause || event.from === 'timer') return ''
  const ago = `${duration(event.t - cause.t)} ago`
  if (cause.kind === 'create') {
    return cause.parent === null ? `, created ${ago}` : `, created by g ${cause.parent} ${ago}`
  }
  if (cause.kind === 'yield') return `, it made room ${ago}`
  if (cause.kind === 'preempt') return `, preempted ${ago}`
  if (cause.kind !== 'ready') return ''
  const by = cause.by === null ? (cause.via ?? 'the scheduler') : `g ${cause.by}`
  return `, made ready by ${by} ${ago}`
}

function putsInQueue(event: SchedEvent): event is SchedEvent & { g: number } {
  return ['create', 'ready', 'yield', 'preempt', 'run'].includes(event.kind)
}

/** How long curg had run, where the beginning is known. */
function ran(event: SchedEvent & { g: number }, past: readonly SchedEvent[]): string {
  const run = last(
    past,
    (one) => (one.kind === 'run' || one.kind === 'sysexit') && one.g === event.g,
  )
  return run ? `, after it ran for ${duration(event.t - run.t)}` : ''
}

function waited(goid: number, t: number, past: readonly SchedEvent[]): string {
  const park = last(past, (one) => one.kind === 'park' && one.g === goid)
  if (park?.kind !== 'park') return ''
  const why = park.reason === null ? '' : ` (${park.reason})`
  return `, after it waited for ${duration(t - park.t)}${why}`
}

function withM(event: SchedEvent): string {
  return event.p === null ? '' : ` with M ${event.m}`
}

function polled(delay: number): string {
  if (delay === 0) return ', without waiting'
  return delay < 0 ? ', which it waited for' : `, where it would wait ${duration(delay)}`
}

const mostListed = 6

function listed(goids: readonly number[], g: (goid: number) => string): string {
  const more = goids.length - mostListed
  const names = goids.slice(0, mostListed).map((goid) => g(goid))
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function counted(goids: readonly number[], g: (goid: number) => string): string {
  const n = goids.length
  if (n === 0) return 'no goroutine'
  return `${n} ${n === 1 ? 'goroutine' : 'goroutines'} (${listed(goids, g)})`
}

function verb(goids: readonly number[], one: string, many: string): string {
  return goids.length === 1 ? one : many
}

function last(
  past: readonly SchedEvent[],
  is: (event: SchedEvent) => boolean,
): SchedEvent | undefined {
  return past.findLast(is)
}

function duration(ns: number): string {
  if (ns < 1e3) return `${Math.round(ns)} ns`
  if (ns < 1e6) return `${(ns / 1e3).toPrecision(3)} µs`
  if (ns < 1e9) return `${(ns / 1e6).toPrecision(3)} ms`
  return `${(ns / 1e9).toFixed(3)} s`
}
