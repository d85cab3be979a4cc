import { createReadStream } from 'node:fs'
import { FrameSplitter, type Frame } from '@gorv/core/wire'

/** Each frame of a recording, of which there may be gigabytes, in order. */
export async function eachFrame(recording: string, take: (frame: Frame) => void): Promise<void> {
  const splitter = new FrameSplitter({ head: true })
  for await (const bytes of createReadStream(recording, { highWaterMark: 1 << 20 })) {
    splitter.push(bytes as Buffer, take)
  }
}
