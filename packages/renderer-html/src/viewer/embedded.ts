import type { RunEnd } from '@gorv/core/wire'

/** Written behind the last chunk; a report without it was cut. */
export interface Trailer {
  chunks: number
  /** Of the recording, before compression. */
  bytes: number
  end: RunEnd
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

/** Throws where the text was cut or damaged. */
export async function inflateChunk(base64: string): Promise<Uint8Array> {
  const bytes = new Blob([fromBase64(base64)])
  const stream = bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
