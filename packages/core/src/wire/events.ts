/**
 * The records that an M writes in exact mode: one table for both sides. `pnpm
 * gen` makes from it the Go constants (go-templates/runtime/exact_gen.go), the
 * decoder (events.gen.ts) and the table in docs/wire.md.
 *
 * A record is its number (u8), the distance to the M's last stamp (Uvarint) if
 * it is `stamped`, and its fields. Numbers are never reused; a new one goes to
 * the end.
 */

/**
 * How a field lies on the wire, as differences to the M's last one of its kind
 * where that is shorter: `u` Uvarint, `s` Svarint; `g` goid, Svarint to the last
 * one; `cg` the same against the last goid created; `p` p.id; `m` m.id; `seq`
 * the operation's number under sched.lock, Uvarint to the last one; `epoch` low
 * 8 bits of the P's wire count after it, u8; `list` of goids, count and `g` each;
 * `ps` count and p.ids; `on` an address, Svarint of 64 bits to the last one with
 * the same low 4 bits of `reason`, which stands before it; `aw`, `at` when a
 * timer is due and which it is, Svarints to those of the last one that was added;
 * `fw`, `ft` to those of the last one that fired. From what is due at 2^53 or
 * later no difference is taken.
 */
export type FieldType =
  | 'u'
  | 's'
  | 'g'
  | 'cg'
  | 'p'
  | 'm'
  | 'seq'
  | 'epoch'
  | 'list'
  | 'ps'
  | 'on'
  | 'aw'
  | 'at'
  | 'fw'
  | 'ft'

export interface RecordKind {
  no: number
  name: string
  stamped: boolean
  fields: Record<string, FieldType>
  means: string
  /** The runtime's function that does it. */
  from: string
}

export const recordKinds = [
  {
    no: 1,
    name: 'mstart',
    stamped: true,
    fields: { procid: 'u', flags: 'u' },
    means: 'The first record of an M.',
    from: 'mstart1',
  },
  {
    no: 2,
    name: 'init',
    stamped: true,
    fields: { nprocs: 'u', idle: 'ps' },
    means:
      'The recording begins: m0 owns P 0, the others are idle in this order. No goroutine yet.',
    from: 'schedinit',
  },
  {
    no: 3,
    name: 'put',
    stamped: true,
    fields: { g: 'g' },
    means: 'To the tail of its own P’s ring.',
    from: 'runqput',
  },
  {
    no: 4,
    name: 'putNext',
    stamped: true,
    fields: { g: 'g' },
    means: 'To its own P’s runnext; what was there goes to the tail of the ring.',
    from: 'runqput',
  },
  {
    no: 5,
    name: 'create',
    stamped: true,
    fields: { g: 'cg', site: 'u', parent: 'u', parked: 'u', reason: 'u' },
    means: 'A new goroutine, in the M’s hand until it is put, or waiting where `parked` is 1.',
    from: 'newproc1',
  },
  {
    no: 6,
    name: 'createNext',
    stamped: true,
    fields: { g: 'cg', site: 'u' },
    means: '`create` by curg and `putNext` in one.',
    from: 'newproc',
  },
  {
    no: 7,
    name: 'runNext',
    stamped: false,
    fields: { g: 'g' },
    means: 'Runs what was in runnext, in the time slice of the one before.',
    from: 'runqget, execute',
  },
  {
    no: 8,
    name: 'runLocal',
    stamped: false,
    fields: { g: 'g' },
    means: 'Runs the head of its own P’s ring.',
    from: 'runqget, execute',
  },
  {
    no: 9,
    name: 'run',
    stamped: true,
    fields: { g: 'g', from: 'u' },
    means: 'Runs what is in its hand or was found otherwise; `from` is runFrom* × 2 + inherit.',
    from: 'execute',
  },
  {
    no: 10,
    name: 'gotNext',
    stamped: false,
    fields: { g: 'g' },
    means: 'Takes runnext into its hand.',
    from: 'runqget',
  },
  {
    no: 11,
    name: 'gotLocal',
    stamped: false,
    fields: { g: 'g' },
    means: 'Takes the ring’s head into its hand.',
    from: 'runqget',
  },
  {
    no: 12,
    name: 'park',
    stamped: true,
    fields: { slot: 'u' },
    means: 'curg waits; why and on what stands in the slot of the chunk’s park cache.',
    from: 'gopark',
  },
  {
    no: 13,
    name: 'parkNew',
    stamped: true,
    fields: { slot: 'u', reason: 'u', on: 'on' },
    means: '`park`, and fills the slot.',
    from: 'gopark',
  },
  { no: 14, name: 'exit', stamped: true, fields: {}, means: 'curg is gone.', from: 'gdestroy' },
  {
    no: 15,
    name: 'preempting',
    stamped: false,
    fields: {},
    means: 'The next put of curg is a preemption.',
    from: 'gopreempt_m',
  },
  {
    no: 16,
    name: 'preemptPark',
    stamped: true,
    fields: {},
    means: 'curg is preempted for who suspends it.',
    from: 'preemptPark',
  },
  {
    no: 17,
    name: 'suspended',
    stamped: true,
    fields: { g: 'g' },
    means: 'From Gpreempted to Gwaiting, by another M.',
    from: 'suspendG',
  },
  {
    no: 18,
    name: 'coroSwitch',
    stamped: true,
    fields: { g: 'g', exit: 'u' },
    means: 'curg waits, or is gone, and this waiting one runs in its place.',
    from: 'coroswitch_m',
  },
  {
    no: 19,
    name: 'gwait',
    stamped: true,
    fields: { g: 'g', reason: 'u' },
    means: 'Waiting by name while it stays on its M.',
    from: 'casGToWaiting',
  },
  {
    no: 20,
    name: 'gback',
    stamped: true,
    fields: { g: 'g' },
    means: 'And running again.',
    from: 'casgstatus',
  },
  {
    no: 21,
    name: 'globPut',
    stamped: true,
    fields: { g: 'g', seq: 'seq' },
    means: 'To the tail of the global queue; curg leaves its M.',
    from: 'globrunqput',
  },
  {
    no: 22,
    name: 'globPutHead',
    stamped: true,
    fields: { g: 'g', seq: 'seq' },
    means: 'To the head of the global queue.',
    from: 'globrunqputhead',
  },
  {
    no: 23,
    name: 'globPutBatch',
    stamped: true,
    fields: { seq: 'seq', list: 'list' },
    means: 'All to the tail of the global queue.',
    from: 'globrunqputbatch',
  },
  {
    no: 24,
    name: 'globGet',
    stamped: true,
    fields: { seq: 'seq', n: 'u', g: 'g' },
    means: 'n from the head of the global queue into the hand; g is the first.',
    from: 'globrunqget',
  },
  {
    no: 25,
    name: 'putBatch',
    stamped: true,
    fields: { p: 'p', list: 'list' },
    means: 'From the hand to the tail of this P’s ring.',
    from: 'runqputbatch',
  },
  {
    no: 26,
    name: 'steal',
    stamped: true,
    fields: { p: 'p', n: 'u', g: 'g' },
    means:
      'n from the head of this P’s ring, g the first; the last into the hand, the others to its own ring.',
    from: 'runqgrab',
  },
  {
    no: 27,
    name: 'stealNext',
    stamped: true,
    fields: { p: 'p', g: 'g' },
    means: 'This P’s runnext into the hand.',
    from: 'runqgrab',
  },
  {
    no: 28,
    name: 'spill',
    stamped: true,
    fields: { n: 'u', g: 'g' },
    means: 'The ring was full: n from its head, and the one that found no room, into the hand.',
    from: 'runqputslow',
  },
  {
    no: 29,
    name: 'drainNext',
    stamped: true,
    fields: { g: 'g' },
    means: 'Own runnext into the hand.',
    from: 'runqdrain',
  },
  {
    no: 30,
    name: 'drain',
    stamped: true,
    fields: { n: 'u', g: 'g' },
    means: 'n from the head of its own ring into the hand.',
    from: 'runqdrain',
  },
  {
    no: 31,
    name: 'wire',
    stamped: true,
    fields: { p: 'p', epoch: 'epoch' },
    means: 'This M owns the P, which runs.',
    from: 'wirep',
  },
  {
    no: 32,
    name: 'unwire',
    stamped: true,
    fields: {},
    means: 'Its P is nobody’s.',
    from: 'releasep',
  },
  {
    no: 33,
    name: 'pidlePut',
    stamped: true,
    fields: { p: 'p', seq: 'seq' },
    means: 'To the head of the idle Ps.',
    from: 'pidleput',
  },
  {
    no: 34,
    name: 'pidleGet',
    stamped: true,
    fields: { p: 'p', seq: 'seq' },
    means: 'From the head of the idle Ps.',
    from: 'pidleget',
  },
  {
    no: 35,
    name: 'mput',
    stamped: true,
    fields: { mid: 'm', seq: 'seq' },
    means: 'An M becomes idle.',
    from: 'mput',
  },
  {
    no: 36,
    name: 'mget',
    stamped: true,
    fields: { mid: 'm', seq: 'seq' },
    means: 'An idle M will be woken.',
    from: 'mget',
  },
  { no: 37, name: 'mexit', stamped: true, fields: {}, means: 'The M ends.', from: 'mexit' },
  {
    no: 38,
    name: 'spin',
    stamped: false,
    fields: { flag: 'u' },
    means: 'm.spinning, as seen when the M wrote its next record.',
    from: 'findRunnable',
  },
  {
    no: 39,
    name: 'syscall',
    stamped: true,
    fields: {},
    means: 'curg enters a system call; the P stays with the M until somebody takes it.',
    from: 'reentersyscall',
  },
  {
    no: 40,
    name: 'sysexit',
    stamped: true,
    fields: {},
    means: 'curg runs again, with a P that was wired just before.',
    from: 'exitsyscall',
  },
  {
    no: 41,
    name: 'sysexitSlow',
    stamped: true,
    fields: { g: 'g' },
    means: 'There was no P: it is in the hand.',
    from: 'exitsyscall0',
  },
  {
    no: 42,
    name: 'handoff',
    stamped: true,
    fields: { p: 'p', epoch: 'epoch' },
    means: 'Hands the P on; takes it from its M where that is in a system call.',
    from: 'handoffp',
  },
  {
    no: 43,
    name: 'retake',
    stamped: true,
    fields: { p: 'p', epoch: 'epoch', gcstop: 'u' },
    means: 'Takes the P from an M in a system call.',
    from: 'retake',
  },
  {
    no: 44,
    name: 'stwBegin',
    stamped: true,
    fields: { seq: 'seq', reason: 'u' },
    means: 'sched.gcwaiting is set.',
    from: 'stopTheWorldWithSema',
  },
  {
    no: 45,
    name: 'stwStopped',
    stamped: true,
    fields: {},
    means: 'All Ps have stopped.',
    from: 'stopTheWorldWithSema',
  },
  {
    no: 46,
    name: 'stwEnd',
    stamped: true,
    fields: { seq: 'seq' },
    means: 'sched.gcwaiting is cleared.',
    from: 'startTheWorldWithSema',
  },
  {
    no: 47,
    name: 'procs',
    stamped: true,
    fields: { seq: 'seq', n: 'u' },
    means: 'n Ps from now on.',
    from: 'procresize',
  },
  {
    no: 48,
    name: 'gcphase',
    stamped: true,
    fields: { phase: 'u' },
    means: 'gcphase changes.',
    from: 'setGCPhase',
  },
  {
    no: 49,
    name: 'netpoll',
    stamped: true,
    fields: { delay: 's', list: 'list' },
    means: 'These are ready to be readied by this M.',
    from: 'netpoll',
  },
  {
    no: 50,
    name: 'timerAdd',
    stamped: true,
    fields: { when: 'aw', timer: 'at' },
    means: 'A timer lies on the heap of the M’s P; `when` in nanotime.',
    from: 'doaddtimer, timers.addHeap',
  },
  {
    no: 51,
    name: 'timerFire',
    stamped: true,
    fields: { when: 'fw', timer: 'ft' },
    means: 'Its function is about to run.',
    from: 'runOneTimer, timer.unlockAndRun',
  },
  {
    no: 52,
    name: 'stall',
    stamped: true,
    fields: { ns: 'u' },
    means: 'The M waited so long for room to write.',
    from: 'gorv',
  },
  {
    no: 53,
    name: 'lost',
    stamped: true,
    fields: { n: 'u' },
    means: 'So many records of this M are missing before this one.',
    from: 'gorv',
  },
  {
    no: 54,
    name: 'adopt',
    stamped: false,
    fields: { g: 'g', procid: 'u' },
    means: 'A thread that Go did not start, this one, has the M, with this curg, in a system call.',
    from: 'needm',
  },
  {
    no: 55,
    name: 'lock',
    stamped: false,
    fields: { flag: 'u' },
    means: 'curg is locked to this M, or no longer.',
    from: 'dolockOSThread',
  },
  {
    no: 56,
    name: 'gcstop',
    stamped: true,
    fields: {},
    means: 'Its P, or the one that it had, is Pgcstop.',
    from: 'gcstopm',
  },
  {
    no: 57,
    name: 'truth',
    stamped: true,
    fields: { seq: 'seq', n: 'u' },
    means: 'In tests: the world is stopped, and the snapshot of this number is the truth.',
    from: 'gorv',
  },
  {
    no: 58,
    name: 'mspin',
    stamped: false,
    fields: { mid: 'm', flag: 'u' },
    means: 'm.spinning of another M.',
    from: 'startm',
  },
  {
    no: 59,
    name: 'putOff',
    stamped: true,
    fields: { g: 'g', seq: 'seq' },
    means: 'What was about to run may not before a collection that stops everything is over.',
    from: 'schedule',
  },
  {
    no: 60,
    name: 'sysback',
    stamped: true,
    fields: {},
    means: '`sysexit` with the P that it had all the time.',
    from: 'exitsyscall',
  },
  {
    no: 61,
    name: 'sysrewire',
    stamped: true,
    fields: {},
    means: '`sysexit` with the P that it had, which nobody took, wired anew.',
    from: 'exitsyscall',
  },
  {
    no: 62,
    name: 'runGlobal',
    stamped: false,
    fields: { g: 'g' },
    means: 'Runs what globGet has just taken.',
    from: 'globrunqget, execute',
  },
  {
    no: 63,
    name: 'timerSleep',
    stamped: false,
    fields: { when: 'aw', timer: 'at' },
    means: '`timerAdd` of what has just parked here.',
    from: 'doaddtimer, timers.addHeap',
  },
  {
    no: 64,
    name: 'putNextFired',
    stamped: false,
    fields: { g: 'g' },
    means: '`putNext` of a sleeper, by the timer that has just fired here.',
    from: 'runqput',
  },
  {
    no: 65,
    name: 'drop',
    stamped: true,
    fields: {},
    means: 'The thread of C whose calls curg ran has left Go: curg is gone.',
    from: 'dropm',
  },
] as const satisfies RecordKind[]

/** Where what `run` runs came from, by number. */
export const runFrom = [
  'other',
  'runnext',
  'local',
  'global',
  'steal',
  'netpoll',
  'gcworker',
  'idle-gc',
  'syscall',
  'lockedm',
  'unpark',
  'tracereader',
  'timer',
  'coroutine',
  'handoff',
] as const
