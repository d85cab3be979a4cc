import type { Hello, RunEnd, Snapshot } from '@gorv/core'

export interface Stream {
  hello: Hello
  snapshots: Snapshot[]
  end: RunEnd
}

/** A whole JSON stream. */
export function parseStream(text: string): Stream {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Hello | Snapshot | RunEnd)
  const hello = lines[0]
  const end = lines.at(-1)
  if (hello?.type !== 'hello' || end?.type !== 'end') throw new Error('not a whole stream')
  return { hello, end, snapshots: lines.slice(1, -1) as Snapshot[] }
}
