/** Build flags with gorv's needs seen to: the user's own -overlay taken out, for merging. */
export interface SplitFlags {
  flags: string[]
  overlay: string | undefined
}

/** Takes `-overlay x`, `-overlay=x` and the `--` forms out of go's flags. */
export function takeOverlayFlag(args: readonly string[]): SplitFlags {
  const flags: string[] = []
  let overlay: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const match = /^--?overlay(?:=(.*))?$/s.exec(arg)
    if (!match) flags.push(arg)
    else overlay = match[1] ?? args[++i]
  }
  return { flags, overlay: overlay === '' ? undefined : overlay }
}

/** `-coverpkg=all` (or std, or runtime) rebuilds the runtime from disk, without the overlay. */
export function dropsRuntime(args: readonly string[]): boolean {
  return args.some((arg, i) => {
    const match = /^--?coverpkg(?:=(.*))?$/s.exec(arg)
    if (!match) return false
    const list = (match[1] ?? args[i + 1] ?? '').split(',')
    return list.some((pattern) => ['all', 'std', 'runtime', '...'].includes(pattern))
  })
}

/** GOFLAGS as go splits it: fields, each of which may be quoted whole. */
export function splitGoflags(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
}
