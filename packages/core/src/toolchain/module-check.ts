import { errors } from '../errors.ts'
import type { Answers } from './answers.ts'
import { askGo, oneLine, type Asking } from './ask-go.ts'
import { compareGo, parseGoVersion } from './go-version.ts'
import { readWanted } from './module-version.ts'
import { isNullDevice } from './paths.ts'

/**
 * Throws go's own refusal of a module that wants a newer Go than this one.
 * `go env` does not give it, and what does is asked only where it is to be expected.
 */
export async function checkModule(go: string, answers: Answers, asking: Asking): Promise<void> {
  const { GOWORK: work = '', GOMOD: mod = '' } = answers.vars
  const file = work === '' || work === 'off' ? mod : work
  if (file === '' || isNullDevice(file)) return
  const wanted = readWanted(file)?.go ?? ''
  const needs = parseGoVersion(`go${wanted}`)
  const has = parseGoVersion(answers.version)
  if (!needs || !has || compareGo(needs, has) <= 0) return
  const { code, stderr } = await askGo(go, ['list', '-m'], asking)
  if (code !== 0) throw errors.moduleNeeds(oneLine(stderr), wanted)
}
