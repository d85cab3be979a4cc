import { errors } from '../errors.ts'

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

/** Throws at flags with which the program would run without gorv's runtime. */
export function checkFlags(args: readonly string[]): void {
  if (dropsRuntime(args)) throw errors.coverpkg()
  const compiler = valuesOf('compiler', args).at(-1)
  if (compiler === 'gccgo') throw errors.goKind('-compiler=gccgo')
}

/** `-coverpkg=all` (or std, or runtime) rebuilds the runtime from disk, without the overlay. */
function dropsRuntime(args: readonly string[]): boolean {
  const patterns = valuesOf('coverpkg', args).flatMap((list) => list.split(','))
  return patterns.some((pattern) => ['all', 'std', 'runtime', '...'].includes(pattern))
}

/** What a flag is given, in each of its forms. */
function valuesOf(flag: string, args: readonly string[]): string[] {
  const form = new RegExp(`^--?${flag}(?:=(.*))?$`, 's')
  return args.flatMap((arg, i) => {
    const match = form.exec(arg)
    return match ? [match[1] ?? args[i + 1] ?? ''] : []
  })
}
