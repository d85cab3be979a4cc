import {
  FrameSplitter,
  dictSite,
  dictStwReason,
  dictSymbol,
  frameClock,
  frameDict,
  type Frame,
} from '../wire/index.ts'
import { frame, helloFrame, recordingOf, text, uvarint } from './encode.ts'
import { RecordWriter, type RecordName } from './record-writer.ts'

/** M, record, fields; `at` is its stamp, else 10 after the one before. */
export type Line = [
  m: number,
  name: RecordName,
  fields?: Record<string, number | number[]> & { at?: number },
]

/** Two Ps, and M 0 on P 0: what every recording begins with. */
export const twoPs: Line[] = [
  [0, 'mstart', { procid: 100 }],
  [0, 'init', { nprocs: 2, idle: [1] }],
]

/** The frames of what Ms wrote in this order. `t` of events is the stamp: they begin at 0 and are ns. */
export function framesOf(lines: Line[], chunkSize?: number): Frame[] {
  const writers = new Map<number, RecordWriter>()
  let at = 0
  for (const [m, name, fields = {}] of lines) {
    at = fields.at ?? at + 10
    const writer = writers.get(m) ?? new RecordWriter(m, chunkSize)
    writers.set(m, writer)
    if (name === 'park') writer.park(at, (fields.reason as number) ?? 1, (fields.on as number) ?? 0)
    else writer.write(name, at, fields)
  }
  const clock = (t: number) => frame(frameClock, 0, [...uvarint(t), ...uvarint(1000 + t)])
  const symbol = (id: number, name: string, line: number, system: number) =>
    frame(frameDict, 0, [
      ...[dictSymbol, id, line].flatMap(uvarint),
      ...text(name),
      ...text('main.go'),
      system,
    ])
  const bytes = recordingOf(
    helloFrame(),
    clock(0),
    ...[...writers.values()].flatMap((writer) => writer.flush('end')),
    clock(100_000),
    // Definitions may come after what they define.
    symbol(1, 'main.worker', 7, 0),
    symbol(2, 'main.main', 9, 0),
    symbol(3, 'runtime.bgsweep', 11, 1),
    frame(frameDict, 0, [dictSite, 1, 1, 2]),
    frame(frameDict, 0, [dictSite, 2, 3, 0]),
    frame(frameDict, 0, [dictStwReason, 1, ...text('GC mark termination')]),
  )
  const frames: Frame[] = []
  new FrameSplitter({ head: true }).push(bytes, (one) => frames.push(one))
  return frames
}
