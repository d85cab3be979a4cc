import { fileURLToPath } from 'node:url'
import { errors } from '../errors.ts'

/** A URL that a setting holds, without a slash at its end; throws where it is none or of no such kind. */
export function checkUrl(setting: string, url: string, kind: RegExp): string {
  try {
    const { protocol, username, password } = new URL(url)
    decodeURIComponent(username + password)
    if (protocol === 'file:') fileURLToPath(url)
    if (kind.test(url)) return url.replace(/\/+$/, '')
  } catch {
    // Its own words would be those of whatever took it apart.
  }
  throw errors.badUrl(setting, url.replace(/\/\/.*@/, '//'))
}

/**
 * The proxy that HTTP_PROXY or HTTPS_PROXY names, in either case; empty where
 * none does. As in go, a host by itself is one that speaks HTTP.
 */
export function proxyOf(env: NodeJS.ProcessEnv, setting: 'HTTP_PROXY' | 'HTTPS_PROXY'): string {
  const text = (env[setting] || env[setting.toLowerCase()] || '').trim()
  if (text === '') return ''
  const url = text.includes('://') ? text : `http://${text}`
  return checkUrl(setting, url, /^(https?|socks5):\/\//)
}
