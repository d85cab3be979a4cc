/**
 * Operands before and after `--`. Commander gives them as one list; what stood
 * behind the first `--` of the command line is its end.
 */
export function splitAtDashes(
  args: string[],
  operands: string[],
): { before: string[]; after: string[] } {
  const at = args.indexOf('--')
  const count = at < 0 ? 0 : args.length - at - 1
  const cut = operands.length - count
  return { before: operands.slice(0, cut), after: operands.slice(cut) }
}
