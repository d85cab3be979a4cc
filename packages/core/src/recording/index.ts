export { FileRecording, RecordingWriter, TeeRecording, looksLikeRecording } from './file.ts'
export { LiveRecording, type FrameBytes } from './live.ts'
export { drain, sleep, type RecordingSource } from './source.ts'
