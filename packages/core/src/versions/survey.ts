import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compareReleases, hostPlatform, listReleases, type Platform } from '../download/index.ts'
import { errors, messageOf } from '../errors.ts'
import { isVerified, standingOf, type Standing } from '../exposure/index.ts'
import { findToolchain, parseGoVersion, type Toolchain } from '../toolchain/index.ts'
import { listInstalled } from './installed.ts'

/** A Go that is here or can be had, and how far gorv works with it. */
export interface VersionEntry extends Standing {
  version: string
  goos: string
  goarch: string
  where: 'installed' | 'downloaded' | 'downloadable'
  /** GOROOT; null where it is not here. */
  path: string | null
  /** This folder builds with it. */
  current: boolean
}

export interface Survey {
  /** Newest first. */
  versions: VersionEntry[]
  /** Why the list of what can be had is missing. */
  noList: string | null
}

interface SurveyOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  offline: boolean
}

/** Looks at every Go on this disk, and asks which others there are. */
export async function surveyVersions({ cwd, env, offline }: SurveyOptions): Promise<Survey> {
  const here = hostPlatform()
  const current = await currentToolchain(cwd, env)
  const port = current ?? here
  const also = current ? [current.goroot] : []
  const installed = (await listInstalled(env, here, also)).map(
    ({ version, goroot, downloaded }): VersionEntry => ({
      version,
      ...portOf(port),
      where: downloaded ? 'downloaded' : 'installed',
      path: goroot,
      ...lookAt(version, goroot, port),
      current: goroot === current?.goroot,
    }),
  )
  const versions = [...installed]
  let noList: string | null = null
  try {
    for (const version of await listReleases(here, { env, offline })) {
      if (tooOld(version) || installed.some((one) => one.version === version)) continue
      const known = isVerified(version, port.goos, port.goarch)
      versions.push({
        version,
        ...portOf(port),
        where: 'downloadable',
        path: null,
        status: known ? 'verified' : 'unknown',
        why: known ? null : 'not looked at: it is not here',
        current: false,
      })
    }
  } catch (error) {
    noList = messageOf(error)
  }
  // A stable sort: of the same version, the one that is used comes first.
  const newestFirst = versions.sort((a, b) =>
    compareReleases(releaseOf(b.version), releaseOf(a.version)),
  )
  return { versions: newestFirst, noList }
}

/** What this folder builds with, if that is here; `gorv doctor` tells why not. */
async function currentToolchain(
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Toolchain | undefined> {
  try {
    return await findToolchain({ cwd, env, offline: true })
  } catch {
    return undefined
  }
}

function lookAt(version: string, goroot: string, port: Platform): Standing {
  if (tooOld(version)) return { status: 'refused', why: messageOf(errors.goTooOld(version)) }
  if (!existsSync(join(goroot, 'src', 'runtime', 'runtime2.go'))) {
    return { status: 'unknown', why: 'not looked at: its sources are not here' }
  }
  return standingOf({ version, goroot, ...portOf(port) })
}

/** Without what a distribution or an experiment adds: go1.26.11-X:… */
const releaseOf = (version: string) => /^go[\d.]+(?:(?:beta|rc)\d+)?/.exec(version)?.[0] ?? version

const tooOld = (version: string) => (parseGoVersion(version)?.minor ?? 0) < 16

const portOf = ({ goos, goarch }: Platform) => ({ goos, goarch })
