// Recordings that no program wrote, for exact-decode.mjs: what the hooks write
// of two goroutines that wake each other, and of Ms that steal from one another.
import { frameClock, frameEvents, frameSync, recordingHead } from '@gorv/core'

const uvarint = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...uvarint(Math.floor(n / 128))])
const svarint = (n) => uvarint(n >= 0 ? n * 2 : -n * 2 - 1)

function frame(kind, payload) {
  const bytes = Buffer.alloc(8 + payload.length)
  bytes.writeUInt32LE(payload.length, 0)
  bytes[4] = kind
  bytes.writeUInt16LE(frameSync, 6)
  bytes.set(payload, 8)
  return bytes
}

class Writer {
  #m
  #no = 0
  #bytes = []
  frames = []

  constructor(m) {
    this.#m = m
  }

  /** Begins a chunk if need be: then all differences are to 0. */
  room(t) {
    if (this.#bytes.length > 0 && this.#bytes.length < 8000) return false
    this.flush()
    const stamp = Buffer.alloc(8)
    stamp.writeBigUInt64LE(BigInt(t))
    this.#bytes = [...stamp]
    return true
  }

  put(...bytes) {
    for (const byte of bytes) this.#bytes.push(byte)
  }

  flush() {
    if (this.#bytes.length === 0) return
    const head = [...uvarint(this.#m), ...uvarint(this.#no++), 0]
    this.frames.push(frame(frameEvents, [...head, ...this.#bytes]))
    this.#bytes = []
  }
}

/** On each of `ms` Ms two goroutines in turn: park, ready to runnext, run. */
function pingPong(ms, rounds) {
  const frames = [recordingHead(), frame(frameClock, [...uvarint(0), ...uvarint(0)])]
  const writers = Array.from({ length: ms }, (_, m) => new Writer(m))
  const idle = Array.from({ length: ms - 1 }, (_, i) => i + 1)
  let seq = 0
  writers.forEach((w, m) => {
    w.room(10 * m)
    w.put(1, 0, 7, 0)
    if (m === 0) w.put(2, 0, ms, idle.length, ...idle)
  })
  const main = writers[0]
  for (const id of idle) main.put(34, 1, id, ++seq - (seq > 1 ? seq - 1 : 0))
  writers.forEach((w, m) => {
    if (m > 0) w.put(31, 99, m, 1)
    const a = 2 * m + 1
    w.put(6, 100, ...svarint(a), 0) // createNext a
    w.put(6, 1, ...svarint(1), 0) // createNext a + 1, kicks a
    w.put(7, ...svarint(a + 1)) // runNext a + 1
    w.put(13, 3, 0, 1, 0) // parkNew
    w.put(8, ...svarint(-1)) // runLocal a
  })
  const last = writers.map((_, m) => 2 * m + 1)
  for (let i = 0, t = 1000; i < rounds; i++, t += 20) {
    writers.forEach((w, m) => {
      const now = last[m]
      const other = now === 2 * m + 1 ? now + 1 : now - 1
      const fresh = w.room(t)
      w.put(4, 5, ...svarint(fresh ? other : other - now)) // putNext other
      if (fresh) w.put(13, 5, 0, 1, 0)
      else w.put(12, 5, 0) // park now
      w.put(7, 0) // runNext other
      last[m] = other
    })
    if (i % 50_000 === 49_999) {
      for (const w of writers) {
        frames.push(...w.frames)
        w.frames = []
      }
      frames.push(frame(frameClock, [...uvarint(t), ...uvarint(t * 5)]))
    }
  }
  for (const w of writers) {
    w.flush()
    frames.push(...w.frames)
  }
  return Buffer.concat(frames)
}

export function madeUp() {
  return [
    ['ping-pong on 1 M', pingPong(1, 1_000_000)],
    ['ping-pong on 4 Ms', pingPong(4, 250_000)],
  ]
}
