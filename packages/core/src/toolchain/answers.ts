import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { errors } from '../errors.ts'
import { goEnv, whatElse, type Asking } from './ask-go.ts'
import type { Choice } from './choose.ts'
import { parseGoVersion } from './go-version.ts'
import { otherMachine, otherVersion } from './goroot.ts'

/** What go says of itself and of the module, and the environment in which it says so. */
export interface Answers {
  env: NodeJS.ProcessEnv
  goroot: string
  version: string
  vars: Record<string, string>
}

const asked =
  'GOROOT GOVERSION GOTOOLDIR GOOS GOARCH GOMODCACHE GOMOD GOWORK GOFLAGS GOTOOLCHAIN'.split(' ')

/** Asks the chosen go; throws unless it is Go's own, 1.16 or newer, and fits its GOROOT. */
export async function answersOf(choice: Choice, asking: Asking): Promise<Answers> {
  const { env } = asking
  const vars = await goEnv(choice.go, asked, asking).catch((error: unknown) => {
    const goroot = choice.goroot ?? dirname(dirname(realpathSync(choice.go)))
    const machine = otherMachine(goroot)
    throw machine === undefined ? error : errors.goMachine(goroot, machine)
  })
  const { GOROOT: goroot = '', GOVERSION: version = '' } = vars
  if (/gccgo|tinygo/i.test(version)) throw errors.goKind(version)
  const parsed = parseGoVersion(version)
  if (parsed === undefined || parsed.minor < 16) {
    const words = `${choice.go} says that it is version ${JSON.stringify(version)}`
    throw (
      (await whatElse(choice.go, asking)) ??
      (parsed ? errors.goTooOld(version) : errors.goEnv(words))
    )
  }
  const other = otherVersion(goroot, version)
  if (other === undefined) return { env, goroot, version, vars }
  const stale = errors.staleGoroot(goroot, other, version)
  // go believes a GOROOT variable, from whichever installation that was left over.
  if (choice.goroot !== undefined || env['GOROOT'] !== goroot) throw stale
  asking.note?.(`${stale.message}; that variable is left out — ${stale.hint ?? ''}`)
  return answersOf(choice, { ...asking, env: { ...env, GOROOT: undefined } })
}
