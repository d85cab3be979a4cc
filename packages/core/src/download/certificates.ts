import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { rootCertificates } from 'node:tls'

/**
 * The certificates to trust where SSL_CERT_FILE or SSL_CERT_DIR names some, as
 * go takes them, in addition to Node's own and NODE_EXTRA_CA_CERTS (which Node
 * forgets once it is told any); undefined if they are not set.
 */
export function certificates(env: NodeJS.ProcessEnv): string[] | undefined {
  const dirs = (env['SSL_CERT_DIR'] ?? '').split(delimiter).filter(Boolean)
  const file = env['SSL_CERT_FILE'] || ''
  if (file === '' && dirs.length === 0) return undefined
  const files = [file, env['NODE_EXTRA_CA_CERTS'] || '', ...dirs.flatMap(filesOf)]
  const own = files.filter(Boolean).flatMap(certificatesOf)
  return [...new Set([...rootCertificates, ...own])]
}

function filesOf(dir: string): string[] {
  try {
    return readdirSync(dir).map((name) => join(dir, name))
  } catch {
    return []
  }
}

function certificatesOf(file: string): string[] {
  try {
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
    return readFileSync(file, 'utf8').match(pem) ?? []
  } catch {
    return [] // a folder among files, a link to nowhere
  }
}
