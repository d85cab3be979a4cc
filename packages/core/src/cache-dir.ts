import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where gorv keeps what it can make again: XDG on Unix, LOCALAPPDATA on Windows. */
export function cacheDir(env: NodeJS.ProcessEnv): string {
  const own = env['GORV_CACHE'] ?? ''
  if (own !== '') return own
  const xdg = env['XDG_CACHE_HOME'] ?? ''
  if (xdg.startsWith('/')) return join(xdg, 'gorv')
  const local = env['LOCALAPPDATA'] ?? ''
  if (process.platform === 'win32' && local !== '') return join(local, 'gorv')
  const home = env['HOME'] ?? homedir()
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'gorv')
    : join(home, '.cache', 'gorv')
}
