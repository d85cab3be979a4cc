import { errors } from '../errors.ts'
import type { DownloadContext } from './context.ts'
import { toolchainModule } from './expected-hash.ts'
import { parseGoproxy, ProxiesFailed, tryProxies } from './goproxy.ts'
import { Http } from './http.ts'
import { downloadSite, officialName, officialReleases } from './official.ts'
import { platformName, type Platform } from './platform.ts'
import { compareReleases, isRelease } from './release.ts'
import { goSettings } from './settings.ts'

/** The releases that the first answering entry of GOPROXY offers for a platform, oldest first. */
export async function fetchReleases(
  platform: Platform,
  context: DownloadContext,
): Promise<string[]> {
  const what = 'the list of Go releases'
  if (context.offline) throw errors.offline(what)
  const http = new Http(context.env)
  try {
    const proxies = parseGoproxy(goSettings(context.env).GOPROXY)
    const names = await tryProxies(proxies, what, (url) =>
      url === 'direct'
        ? namesOfSite(http, downloadSite(context.env), platform)
        : namesOfProxy(http, url, platform),
    )
    return names.filter((name) => isRelease(name)).sort(compareReleases)
  } catch (error) {
    if (!(error instanceof ProxiesFailed)) throw error
    const failure = error.telling ?? error.failures[0]
    throw errors.download(failure?.url ?? what, failure?.message ?? '')
  } finally {
    await http.close()
  }
}

async function namesOfProxy(http: Http, proxy: string, platform: Platform): Promise<string[]> {
  const text = (await http.read(`${proxy}/${toolchainModule}/@v/list`)).toString()
  const end = `.${platformName(platform)}`
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('v0.0.1-go') && line.endsWith(end))
    .map((line) => line.slice('v0.0.1-'.length, -end.length))
}

async function namesOfSite(http: Http, site: string, platform: Platform): Promise<string[]> {
  const releases = await officialReleases(http, site)
  return releases
    .filter(({ version, files }) =>
      files.some(({ filename }) => filename === officialName(version, platform)),
    )
    .map(({ version }) => version)
}
