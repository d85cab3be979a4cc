import type { RunEnd } from '@gorv/core/wire'

/** Written behind the last chunk; a report without it was cut. */
export interface Trailer {
  chunks: number
  /** Of the recording, before compression. */
  bytes: number
  end: RunEnd
  /** Only the recording's first part was put in: so many bytes of events, of so many. */
  cut?: { events: number; of: number }
}

export interface Embedded {
  title: string
  /** base64 of deflate-raw of the recording's bytes, in order. */
  chunks: string[]
  trailer: Trailer | undefined
}

/** Takes the recording out of the document, so that it is not held twice. */
export function takeEmbedded(document: Document): Embedded {
  const texts = (name: string) =>
    [...document.querySelectorAll(`script[data-gorv="${name}"]`)].map((tag) => {
      const text = tag.textContent ?? ''
      tag.remove()
      return text
    })
  const about = readJson(texts('about')[0]) as { title?: unknown } | undefined
  return {
    title: typeof about?.title === 'string' ? about.title : 'recording',
    chunks: texts('chunk'),
    trailer: readJson(texts('trailer')[0]) as Trailer | undefined,
  }
}

function readJson(base64: string | undefined): unknown {
  if (base64 === undefined) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64(base64)))
  } catch {
    return undefined // cut in the middle: as if it were not there
  }
}

/** The bytes of one chunk; of one that was cut or damaged, what can still be had of it. */
export async function inflateChunk(
  base64: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; whole: boolean }> {
  const inflate = new DecompressionStream('deflate-raw')
  const writer = inflate.writable.getWriter()
  const parts: Uint8Array<ArrayBuffer>[] = []
  const read = collect(inflate.readable.getReader(), parts)
  let whole = base64.length % 4 === 0
  try {
    await writer.write(fromBase64(base64.slice(0, base64.length - (base64.length % 4))))
    // An error throws away what was not read yet: let the reader come first.
    await new Promise((resolve) => setTimeout(resolve))
    await writer.close()
  } catch {
    whole = false
  }
  await read
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), whole }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  parts: Uint8Array<ArrayBuffer>[],
): Promise<void> {
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read())
      parts.push(read.value)
  } catch {
    // The writer hears of it as well.
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
