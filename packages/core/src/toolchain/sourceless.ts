import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { downloadSource, type DownloadContext } from '../download/index.ts'
import { errors, messageOf } from '../errors.ts'
import { versionWord } from './go-version.ts'

/**
 * A GOROOT made of one that lacks its sources (some distributions ship them
 * apart) and of the same release's sources, downloaded once. Gives its path.
 */
export async function completeGoroot(
  goroot: string,
  version: string,
  context: DownloadContext,
): Promise<string> {
  const source = await downloadSource(versionWord(version), 'all', context)
  const id = createHash('sha256').update(goroot).digest('hex').slice(0, 8)
  const whole = join(cacheDir(context.env), 'goroot', `${version}-${id}-with-source`)
  if (existsSync(join(whole, 'src'))) return whole
  rmSync(whole, { recursive: true, force: true }) // its sources were removed
  const part = `${whole}.${process.pid}.part`
  try {
    mkdirSync(part, { recursive: true })
    for (const name of readdirSync(goroot)) {
      if (name !== 'src') symlinkSync(join(goroot, name), join(part, name))
    }
    symlinkSync(join(source, 'src'), join(part, 'src'))
    renameSync(part, whole)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw errors.unwritable(whole, messageOf(error))
  }
  return whole
}
