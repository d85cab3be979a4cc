import {
  frameHeaderSize,
  frameOptional,
  frameEnd,
  frameDict,
  frameEvents,
  frameRun,
  frameSync,
  frameHello,
  recordingMagic,
  wireVersion,
} from './format.ts'
import { WireError } from './byte-reader.ts'

export interface Frame {
  kind: number
  flags: number
  payload: Uint8Array
  /** Where its header begins in the recording. */
  offset: number
}

interface FrameSource {
  /** Bytes as they come, cut anywhere. Throws WireError where they make no sense. */
  push(bytes: Uint8Array, onFrame: (frame: Frame) => void): void
  /** Bytes that no frame was made of yet. */
  readonly pending: number
}

/** No frame of a sane writer is longer: a larger length is corruption. */
const maxFrame = 1 << 30

/** The first 8 bytes of a recording. */
export function recordingHead(): Uint8Array {
  const head = new Uint8Array(recordingMagic.length + 1)
  for (let i = 0; i < recordingMagic.length; i++) head[i] = recordingMagic.charCodeAt(i)
  head[recordingMagic.length] = wireVersion
  return head
}

/** Cuts a stream of bytes into frames; `head` says whether it begins with a recording's head. */
export class FrameSplitter implements FrameSource {
  #rest = new Uint8Array(0)
  #offset = 0
  #needsHead: boolean

  constructor(options: { head: boolean; offset?: number }) {
    this.#needsHead = options.head
    this.#offset = options.offset ?? 0
  }

  get pending(): number {
    return this.#rest.length
  }

  push(bytes: Uint8Array, onFrame: (frame: Frame) => void): void {
    // Slices are copies from here on, which those of a Buffer are not.
    let data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    if (this.#rest.length > 0) {
      data = new Uint8Array(this.#rest.length + bytes.length)
      data.set(this.#rest)
      data.set(bytes, this.#rest.length)
    }
    let at = 0
    if (this.#needsHead) {
      if (data.length < recordingMagic.length + 1) {
        checkMagic(data)
        this.#rest = data.slice()
        return
      }
      checkHead(data)
      this.#needsHead = false
      at = recordingMagic.length + 1
    }
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    while (data.length - at >= frameHeaderSize) {
      const length = view.getUint32(at, true)
      if (view.getUint16(at + 6, true) !== frameSync || length > maxFrame) {
        throw new WireError('not a frame', this.#offset + at)
      }
      const next = at + frameHeaderSize + length
      if (next > data.length) break
      onFrame({
        kind: view.getUint8(at + 4),
        flags: view.getUint8(at + 5),
        payload: data.subarray(at + frameHeaderSize, next),
        offset: this.#offset + at,
      })
      at = next
    }
    this.#offset += at
    this.#rest = data.slice(at)
  }
}

function checkMagic(data: Uint8Array): void {
  for (let i = 0; i < Math.min(data.length, recordingMagic.length); i++) {
    if (data[i] !== recordingMagic.charCodeAt(i)) throw new WireError('not a gorv recording', 0)
  }
}

function checkHead(data: Uint8Array): void {
  checkMagic(data)
  const version = data[recordingMagic.length] ?? 0
  if (version !== wireVersion) {
    throw new WireError(
      `wire version ${version}, and this gorv reads ${wireVersion}`,
      recordingMagic.length,
    )
  }
}

/** A frame that this reader has no name for and must not skip. */
export function isForeign(frame: Frame): boolean {
  const ofProgram = frame.kind >= frameHello && frame.kind <= frameDict
  const ofGorv = frame.kind >= frameRun && frame.kind <= frameEnd
  return !ofProgram && !ofGorv && frame.kind < frameOptional
}

/** A frame of gorv's own, with a JSON payload. */
export function encodeJsonFrame(kind: number, value: unknown): Uint8Array {
  return encodeFrame(kind, new TextEncoder().encode(JSON.stringify(value)))
}

export function encodeFrame(kind: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(frameHeaderSize + payload.length)
  writeHeader(frame, 0, kind, payload.length)
  frame.set(payload, frameHeaderSize)
  return frame
}

/** Writes what stands before `length` bytes of a chunk in their frame, and says where it ends. */
export function writeEventsHead(
  into: Uint8Array,
  at: number,
  m: number,
  number: number,
  offset: number,
  length: number,
): number {
  let end = at + frameHeaderSize
  for (let x of [m, number, offset]) {
    for (; x >= 0x80; x = Math.floor(x / 0x80)) into[end++] = (x & 0x7f) | 0x80
    into[end++] = x
  }
  writeHeader(into, at, frameEvents, end - at - frameHeaderSize + length)
  return end
}

function writeHeader(into: Uint8Array, at: number, kind: number, length: number): void {
  const view = new DataView(into.buffer, into.byteOffset + at, frameHeaderSize)
  view.setUint32(0, length, true)
  view.setUint8(4, kind)
  view.setUint8(5, 0)
  view.setUint16(6, frameSync, true)
}

export function decodeJsonFrame(frame: Frame): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(frame.payload))
  } catch {
    throw new WireError('frame without valid JSON', frame.offset)
  }
}
