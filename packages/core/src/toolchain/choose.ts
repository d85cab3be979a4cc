import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { hostPlatform, listReleases, type DownloadContext } from '../download/index.ts'
import { errors, messageOf } from '../errors.ts'
import { goFile, goOnPath, isExecutable } from './files.ts'
import { newestOf, parseGoVersion, releaseName } from './go-version.ts'
import { installedReleases, moduleCacheOf } from './installed.ts'
import { moduleFile, readWanted } from './module-version.ts'
import { findRelease, inGoroot, type FoundGo } from './release.ts'

/** The go command to ask, and how it came to be this one. */
export interface Choice extends FoundGo {
  why: string
  /** Not the Go that the user's settings are made for. */
  foreign: boolean
}

/** The go command that a build in `cwd` begins with; `wish` is what `--go` says. */
export async function chooseGo(
  wish: string | undefined,
  cwd: string,
  context: DownloadContext,
): Promise<Choice> {
  if (wish !== undefined) {
    const why = `--go ${wish}`
    const name = releaseName(wish)
    if (name === undefined) return { ...gorootOf(wish, cwd), why, foreign: true }
    const found = await findRelease(name, cwd, context)
    return { ...found, why, foreign: found.goroot !== undefined }
  }
  const go = goOnPath(context.env)
  if (go !== undefined) return { go, goroot: undefined, why: 'first go on PATH', foreign: false }

  const { name, because } = await releaseFor(cwd, context)
  context.note?.(`no go command on PATH: taking ${name}, ${because}`)
  const found = await findRelease(name, cwd, context).catch((error: unknown) => {
    throw errors.noGo(messageOf(error))
  })
  return { ...found, why: `no go on PATH; ${because}`, foreign: true }
}

/** `--go <path>` */
function gorootOf(wish: string, cwd: string): FoundGo {
  const goroot = resolve(cwd, wish)
  const stat = statSync(goroot, { throwIfNoEntry: false })
  const refuse = (text: string) => errors.goVersionUnknown(wish, text)
  if (!stat || wish === '') throw refuse('neither a Go version nor a GOROOT')
  if (!stat.isDirectory()) throw refuse('is a file, and no GOROOT')
  const found = inGoroot(goroot)
  if (!isExecutable(found.go)) throw refuse(`is no GOROOT: no bin/${goFile} in it`)
  return found
}

/** The release that the module asks for, else the newest. */
async function releaseFor(
  cwd: string,
  context: DownloadContext,
): Promise<{ name: string; because: string }> {
  const file = moduleFile(cwd, context.env)
  const wanted = file === undefined ? undefined : readWanted(file)
  for (const [word, text = ''] of [
    ['toolchain', wanted?.toolchain],
    ['go', wanted?.go],
  ] as const) {
    const name = releaseName(text)
    const minor = parseGoVersion(name ?? '')?.minor ?? 0
    if (name === undefined || minor < 16) continue
    const because = `as ${basename(file ?? '')} says "${word} ${text}"`
    // A go line seldom names the patch release, and up to 1.20 never.
    const series = word === 'go' && /^go1\.\d+$/.test(name)
    return { name: series ? await newest(context, minor) : name, because }
  }
  return { name: await newest(context), because: 'the newest release' }
}

/** The newest release that can be had. */
async function newest(context: DownloadContext, minor?: number): Promise<string> {
  const { env } = context
  const here = () => newestOf(installedReleases(env, moduleCacheOf(env)), minor)
  let why = `there is no Go 1.${minor}`
  try {
    const installed = minor === undefined ? undefined : here()
    const name = installed ?? newestOf(await listReleases(hostPlatform(), context), minor)
    if (name !== undefined) return name
  } catch (error) {
    const name = here()
    if (name !== undefined) return name
    why = messageOf(error)
  }
  throw errors.noGo(why)
}
