/** Payload of a run frame (JSON): what gorv knows of a run before the program says anything. */
export interface RunInfo {
  gorv: string
  pid: number
  argv: string[]
  mode: 'sample' | 'exact'
}

/** Payload of an end frame (JSON): how the run went. */
export interface EndInfo {
  /** Nanoseconds on the same clock as the hello's nanotime; a decimal. */
  nanotime?: string
  /** Instead, where gorv does not share the program's clock: nanoseconds since 1970. */
  wall?: string
  exitcode: number | null
  signal: string | null
  /** Events lost. */
  lost: number
  notes: string[]
}
