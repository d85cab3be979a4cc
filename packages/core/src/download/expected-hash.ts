import { errors, messageOf } from '../errors.ts'
import { lookup, parseVerifierKey } from './checksum-db.ts'
import { ChecksumProblem } from './checksum-problem.ts'
import { FetchFailure } from './failure.ts'
import { ProxiesFailed, tryProxies, type ProxyEntry } from './goproxy.ts'
import type { Http } from './http.ts'
import { databaseOff } from './patterns.ts'
import { platformName, type Platform } from './platform.ts'
import type { GoSettings } from './settings.ts'

export const toolchainModule = 'golang.org/toolchain'

/** Keys that Go knows by their names. */
export const knownKeys: Record<string, string> = {
  'sum.golang.org': 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
}
/** Another address of the same database. */
const aliases: Record<string, string> = {
  'sum.golang.google.cn': 'sum.golang.org https://sum.golang.google.cn',
}

export function moduleVersion(version: string, platform: Platform): string {
  return `v0.0.1-${version}.${platformName(platform)}`
}

/**
 * The h1 hash that a toolchain's zip must have: from the checksum database, or
 * a pinned one where the user's settings forbid that. Undefined where nothing
 * is to be checked: the database is off and the only proxy a folder, which is
 * how Go's own people try a release. Throws a FetchFailure, a ChecksumProblem,
 * or an error that says that there is nothing to check against.
 */
export async function expectedHash(
  http: Http,
  settings: GoSettings,
  proxies: readonly ProxyEntry[],
  version: string,
  platform: Platform,
): Promise<string | undefined> {
  const off = databaseOff(settings, toolchainModule)
  if (off !== undefined) {
    const { pinnedHash } = await import('./pinned.ts')
    const pinned = pinnedHash(version, platform)
    if (pinned !== undefined) return pinned
    if (proxies.every(({ url }) => url.startsWith('file:'))) return undefined
    throw errors.unverified(`${version} for ${platformName(platform)}`, off)
  }
  const { name, key, url } = database(settings.GOSUMDB)
  const base = url ?? (await databaseAddress(http, proxies, name))
  const what = moduleVersion(version, platform)
  const address = `${base}/lookup/${toolchainModule}@${what}`
  try {
    return await lookup(key, toolchainModule, what, (path) => http.read(`${base}/${path}`))
  } catch (error) {
    if (error instanceof FetchFailure) throw error
    throw new ChecksumProblem(
      address,
      `the checksum database cannot be believed: ${messageOf(error)}`,
    )
  }
}

/** GOSUMDB: a known name or a key, and possibly an address of its own. */
function database(setting: string): { name: string; key: string; url: string | undefined } {
  const [first = '', url, ...rest] = (aliases[setting.trim()] ?? setting).trim().split(/\s+/)
  const key = knownKeys[first] ?? first
  try {
    const { name } = parseVerifierKey(key)
    if (rest.length > 0 || (url !== undefined && !URL.canParse(url)))
      throw new Error('not "key url"')
    return { name, key, url: url?.replace(/\/+$/, '') }
  } catch (error) {
    throw errors.badGosumdb(messageOf(error))
  }
}

/** A proxy that passes requests to the database on, else the database itself. */
async function databaseAddress(
  http: Http,
  proxies: readonly ProxyEntry[],
  name: string,
): Promise<string> {
  const direct = `https://${name}`
  try {
    const asked = proxies.filter(({ url }) => url !== 'off')
    return await tryProxies(asked, 'the checksum database', async (url) => {
      if (url === 'direct') return direct
      await http.read(`${url}/sumdb/${name}/supported`)
      return `${url}/sumdb/${name}`
    })
  } catch (error) {
    if (!(error instanceof ProxiesFailed)) throw error
    if (error.telling) throw error.telling
    return direct
  }
}
