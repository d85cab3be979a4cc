// What a test binary with -test.v says of each test.

/** PASS, FAIL or SKIP by the name of the test; one that did not end is missing. */
export function verdictsOf(stdout) {
  // What a test prints without a newline stands before the words on the same line.
  const said = stdout.matchAll(/--- (PASS|FAIL|SKIP): (\S+) \(/g)
  return new Map([...said].map(([, verdict, name]) => [name, verdict]))
}

/** Tests and how they ended, where that differs: "TestX: PASS without, FAIL with". */
export function differing(without, under) {
  const names = [...new Set([...without.keys(), ...under.keys()])]
  return names
    .filter((name) => without.get(name) !== under.get(name))
    .map((name) => `${name}: ${without.get(name) ?? '–'} without, ${under.get(name) ?? '–'} with`)
}

/** The test that is run to run this one. */
export const topOf = (text) => text.split(/[/:]/, 1)[0]

export function listed(verdicts) {
  const count = (verdict) => [...verdicts.values()].filter((one) => one === verdict).length
  return { passed: count('PASS'), failed: count('FAIL'), skipped: count('SKIP') }
}
