import { errors } from '../errors.ts'
import { askGo, oneLine, type Asking } from './ask-go.ts'

/** GOFLAGS as go splits it: fields, each of which may be quoted whole. */
export function splitGoflags(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? '')
}

/** The other way round. */
export function joinGoflags(flags: readonly string[]): string {
  const quote = (flag: string) => (flag.includes("'") ? `"${flag}"` : `'${flag}'`)
  return flags.map((flag) => (/[\s'"]/.test(flag) ? quote(flag) : flag)).join(' ')
}

/**
 * GOFLAGS less the flags that this go does not know. go itself is asked: each
 * of its commands stops at a flag in GOFLAGS that none of its commands has.
 * What it does not know is dropped with a word where gorv chose this go, and
 * an error where the user did, as plain go would not build there either.
 */
export async function knownGoflags(
  go: string,
  goflags: string,
  foreign: boolean,
  asking: Asking,
): Promise<string> {
  if (goflags.trim() === '') return goflags
  const env = { ...asking.env, GOFLAGS: goflags }
  const { code, stderr } = await askGo(go, ['version'], { ...asking, env })
  if (code === 0) return goflags
  // Before 1.18 there were no quotes: a flag with a space in it is two words there.
  const flag = /(?:unknown flag |non-flag "['"])-?(-[\w-]+)/.exec(stderr)?.[1]
  const flags = splitGoflags(goflags)
  const rest = flags.filter((other) => other.replace(/^--/, '-').split('=')[0] !== flag)
  if (!foreign || rest.length === flags.length) throw errors.goflags(oneLine(stderr))
  asking.note?.(`${flag} in GOFLAGS is left out: this Go does not take it`)
  // Not empty: go would look into its own settings file then.
  return knownGoflags(go, joinGoflags(rest) || ' ', foreign, asking)
}
