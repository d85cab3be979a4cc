/** A recording's bytes, from its first, as they come. */
export interface RecordingSource {
  /** The next bytes; empty after a while without any; undefined at the end. */
  next(): Promise<Uint8Array | undefined>
}

/** Takes what is left and nobody wants. */
export async function drain(source: RecordingSource): Promise<void> {
  while ((await source.next()) !== undefined);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
