import { homedir } from 'node:os'
import { surveyVersions, type Survey, type VersionEntry } from '@gorv/core'
import { folderOf } from '../folder.ts'
import type { Process } from '../process.ts'

interface VersionsOptions {
  C?: string
  json?: boolean
  offline?: boolean
  all?: boolean
}

/** `gorv versions`: which Go there are, here and to be had, and how far gorv works with each. */
export async function versionsCommand(proc: Process, options: VersionsOptions): Promise<number> {
  const survey = await surveyVersions({
    cwd: folderOf(proc, options.C),
    env: proc.env,
    offline: options.offline === true || proc.env['GORV_OFFLINE'] === '1',
  })
  proc.stdout.write(options.json ? JSON.stringify(survey) + '\n' : tell(survey, proc, options))
  return 0
}

function tell({ versions, noList }: Survey, proc: Process, options: VersionsOptions): string {
  const here = versions.filter((one) => one.where !== 'downloadable')
  const others = versions.filter((one) => one.where === 'downloadable')
  const home = proc.env['HOME'] ?? homedir()
  const lines = here.flatMap((one) => rowOf(one, home))
  if (here.length === 0) lines.push('no Go is installed here')
  if (noList !== null) lines.push('', `the list of other releases could not be had: ${noList}`)
  else if (others.length > 0) {
    lines.push('', 'to be had, with gorv run --go <version>:')
    lines.push(...(options.all ? others.flatMap((one) => rowOf(one, home)) : folded(others)))
  }
  return lines.map((line) => line.trimEnd() + '\n').join('')
}

/** A line, and what speaks against it below. */
function rowOf(one: VersionEntry, home: string): string[] {
  const status = one.status === 'unknown' ? 'not looked at' : one.status
  const path = one.path?.startsWith(home + '/') ? `~${one.path.slice(home.length)}` : one.path
  const words = `${one.current ? '*' : ' '} ${one.version.padEnd(11)} ${status.padEnd(13)} ${one.where}`
  const line = `${words.padEnd(41)} ${shorten(path ?? '', 38)}`
  return one.status === 'refused' ? [line, `    ${one.why}`] : [line]
}

/** The end of a path tells more than its beginning. */
function shorten(path: string, width: number): string {
  return path.length <= width ? path : `…${path.slice(path.length - width + 1)}`
}

/** A line for each minor. */
function folded(versions: VersionEntry[]): string[] {
  const minors = new Map<string, VersionEntry[]>()
  for (const one of versions) {
    const minor = /^go1\.\d+/.exec(one.version)?.[0] ?? one.version
    minors.set(minor, [...(minors.get(minor) ?? []), one])
  }
  return [...minors].map(([minor, its]) => {
    const verified = its.filter((one) => one.status === 'verified').length
    const standing = [
      ...(verified > 0 ? [`${verified} verified`] : []),
      ...(verified < its.length ? [`${its.length - verified} not looked at`] : []),
    ]
    const [newest, oldest] = [its[0]?.version ?? '', its.at(-1)?.version ?? '']
    const span = newest === oldest ? newest : `${oldest} to ${newest}`
    return `  ${minor.padEnd(11)} ${standing.join(', ').padEnd(27)} ${span}`
  })
}
