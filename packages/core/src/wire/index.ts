/** The wire: frames, records, the JSON stream's types. Runs in a browser; imports nothing. */
export * from './format.ts'
export type * from './stream.ts'
export type * from './stream-events.ts'
export { ByteReader, WireError } from './byte-reader.ts'
export {
  FrameSplitter,
  decodeJsonFrame,
  encodeFrame,
  encodeJsonFrame,
  isForeign,
  recordingHead,
  writeEventsHead,
  type Frame,
} from './frames.ts'
export type { RunInfo, EndInfo } from './run-info.ts'
