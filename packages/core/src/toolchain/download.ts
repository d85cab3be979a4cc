import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EnvHttpProxyAgent, request } from 'undici'
import * as tar from 'tar'
import { errors, messageOf } from '../errors.ts'

/** Go's official downloads; GORV_GO_DOWNLOADS names a mirror of the same layout. */
const officialDownloads = 'https://go.dev/dl'

interface PublishedFile {
  filename: string
  sha256: string
}

/**
 * Downloads the source of a Go release, checks it against its published
 * SHA-256 and unpacks its src folder to `into`, whole or not at all.
 */
export async function downloadSource(
  version: string,
  into: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const base = (env['GORV_GO_DOWNLOADS'] || officialDownloads).replace(/\/$/, '')
  const name = `${version}.src.tar.gz`
  const url = `${base}/${name}`
  // Proxies are taken from the environment, as go does.
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: env['HTTP_PROXY'] ?? env['http_proxy'],
    httpsProxy: env['HTTPS_PROXY'] ?? env['https_proxy'],
    noProxy: env['NO_PROXY'] ?? env['no_proxy'],
  })
  const part = `${into}.${process.pid}.part`
  const archive = `${part}.tar.gz`
  try {
    mkdirSync(dirname(into), { recursive: true })
    const expected = await publishedHash(base, version, name, dispatcher)
    const actual = await fetchFile(url, archive, dispatcher)
    if (actual !== expected) {
      throw new Error(`its SHA-256 is ${actual}, and ${expected} was published`)
    }
    mkdirSync(part)
    await tar.extract({
      file: archive,
      cwd: part,
      strict: true,
      strip: 1,
      filter: (path) => path.startsWith('go/src/'),
    })
    renameSync(join(part, 'src'), into)
  } catch (error) {
    throw errors.download(url, messageOf(error))
  } finally {
    rmSync(archive, { force: true })
    rmSync(part, { recursive: true, force: true })
    await dispatcher.close()
  }
}

async function publishedHash(
  base: string,
  version: string,
  name: string,
  dispatcher: EnvHttpProxyAgent,
): Promise<string> {
  const { statusCode, body } = await request(`${base}/?mode=json&include=all`, { dispatcher })
  if (statusCode !== 200) throw new Error(`the list of releases answered ${statusCode}`)
  const releases = (await body.json()) as { version: string; files: PublishedFile[] }[]
  const file = releases
    .find((release) => release.version === version)
    ?.files.find((candidate) => candidate.filename === name)
  if (!file) throw new Error(`no ${name} was published`)
  return file.sha256
}

/** Streams a file to disk and gives its SHA-256. */
async function fetchFile(
  url: string,
  path: string,
  dispatcher: EnvHttpProxyAgent,
): Promise<string> {
  const { statusCode, body, headers } = await request(url, { dispatcher })
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`)
  const hash = createHash('sha256')
  let length = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      length += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(body, meter, createWriteStream(path))
  const announced = headers['content-length']
  if (announced !== undefined && Number(announced) !== length) {
    throw new Error(`cut after ${length} of ${String(announced)} bytes`)
  }
  return hash.digest('hex')
}
