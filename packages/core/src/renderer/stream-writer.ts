import type { RendererStream } from './contract.ts'

/** A Node stream as renderers see it: writes wait for room, a closed pipe is the end of interest, not an error. */
export function rendererStream(
  stream: NodeJS.WritableStream & { isTTY?: boolean },
): RendererStream & {
  readonly closed: boolean
} {
  let closed = false
  let failure: Error | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (lostInterest(error)) closed = true
    else failure ??= error
  })
  return {
    isTTY: stream.isTTY === true,
    get closed() {
      return closed
    },
    write: (chunk) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        if (closed) return resolve()
        stream.write(chunk, (error) => {
          if (error && !lostInterest(error)) reject(error)
          else resolve()
        })
      }),
  }
}

/** Nobody reads any more: a broken pipe, or one that Node has put away since. */
function lostInterest(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
}
