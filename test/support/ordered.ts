/**
 * What came of a run whose events all have their place. A program may end just after an M
 * took a P and before it said so, which its end tells (`unordered`, docs/architecture.md):
 * now and then on a busy machine, not each time. So it is run again, twice at most.
 */
export async function ordered<T>(
  run: () => Promise<T>,
  unorderedOf: (ran: T) => number | null,
): Promise<T> {
  let ran = await run()
  for (let tries = 2; tries > 0 && unorderedOf(ran); tries--) ran = await run()
  return ran
}
