// The program's side of the wire, for tests without Go: writes records in the
// order in which records.ts declares them. The real one is generated Go.
import {
  encodeJsonFrame,
  frameHeaderSize,
  frameRun,
  frameSync,
  recordingHead,
} from '../wire/index.ts'

export function uvarint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80)
  return [...bytes, rest]
}

export function svarint(value: number): number[] {
  return uvarint(value >= 0 ? value * 2 : -value * 2 - 1)
}

export function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)]
  return [...uvarint(bytes.length), ...bytes]
}

export function u64(value: bigint): number[] {
  return Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))
}

export function frame(kind: number, flags: number, payload: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(frameHeaderSize + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, payload.length, true)
  bytes[4] = kind
  bytes[5] = flags
  view.setUint16(6, frameSync, true)
  bytes.set(payload, frameHeaderSize)
  return bytes
}

export function helloFrame(waitreasons = ['', 'chan receive', 'select']): Uint8Array {
  return frame(1, 0, [
    ...uvarint(1), // wire
    ...u64(1000n), // nanotime
    ...u64(1_700_000_000n), // wallSec
    ...uvarint(5), // wallNsec
    ...uvarint(16_000_000), // interval
    ...uvarint(2), // gomaxprocs
    ...uvarint(7), // capabilities
    ...['go1.26.8', 'linux', 'amd64'].flatMap(text),
    ...text('Gidle Grunnable Grunning Gsyscall Gwaiting G5 Gdead G7 Gcopystack Gpreempted'),
    ...text('Pidle Prunning Psyscall Pgcstop Pdead'),
    ...uvarint(waitreasons.length),
    ...waitreasons.flatMap(text),
  ])
}

export function symbolFrame(id: number, name: string, file = 'main.go', line = 7): Uint8Array {
  return frame(2, 0, [...uvarint(id), ...uvarint(line), ...text(name), ...text(file)])
}

export interface RawG {
  /** Distance in allgs from the one before. */
  step: number
  /** Status; 0 for a G that has ended. */
  status: number
  waitreason?: number
  scan?: boolean
  /** Given with a G that was not there before: difference of goid, symbol of startfn. */
  born?: { goid: number; startfn: number; createdby?: number; parent?: number }
}

export interface RawP {
  id: number
  status: number
  m?: number
  runnext?: number
  runq?: number[]
  timers?: number
}

/** One M for each P that has one, running nothing. */
export function snapshotFrame(
  flags: number,
  head: { t: number; seq: number; skipped?: number },
  parts: { runq?: number[]; pidle?: number[]; ps?: RawP[]; gs?: RawG[] },
): Uint8Array {
  const deltas = (goids: number[]) =>
    goids.flatMap((goid, i) => svarint(goid - (goids[i - 1] ?? 0)))
  const runq = parts.runq ?? []
  const ps = parts.ps ?? []
  return frame(3, flags, [
    ...[head.t, head.seq, head.skipped ?? 0, 0].flatMap(uvarint),
    ...[runq.length, 0, 0, 0, 0, 0].flatMap(uvarint),
    ...(parts.pidle ?? []).flatMap((id) => uvarint(id + 1)),
    0,
    ...deltas([...runq, 0]),
    ...ps.flatMap((p) =>
      p.m === undefined ? [] : [p.m + 1, 77, 0, p.id + 1, 0, 0, 0].flatMap(uvarint),
    ),
    0,
    ...uvarint(ps.length),
    ...ps.flatMap((p) => [
      ...[p.id, p.status, (p.m ?? -1) + 1, p.runnext ?? 0, (p.timers ?? -1) + 1, 3, 4].flatMap(
        uvarint,
      ),
      ...uvarint(p.runq?.length ?? 0),
      ...deltas(p.runq ?? []),
    ]),
    ...(parts.gs ?? []).flatMap(rawG),
    0,
  ])
}

function rawG(g: RawG): number[] {
  const bits = (g.scan ? 0x10 : 0) | (g.born ? 0x20 : 0)
  const word = g.status + bits + (g.waitreason ?? 0) * 64
  const born = g.born
    ? [
        ...svarint(g.born.goid),
        ...[g.born.parent ?? 0, g.born.startfn, g.born.createdby ?? 0, 0].flatMap(uvarint),
      ]
    : []
  return [...uvarint(g.step), ...uvarint(word), ...born]
}

export function recordingOf(...frames: Uint8Array[]): Uint8Array {
  return recordingIn('sample', frames)
}

export function recordingIn(mode: 'sample' | 'exact', frames: Uint8Array[]): Uint8Array {
  const run = encodeJsonFrame(frameRun, { gorv: '0', pid: 42, argv: ['./x'], mode })
  return Uint8Array.from(Buffer.concat([recordingHead(), run, ...frames]))
}
