import { createHash } from 'node:crypto'
import { readdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { downloadSource, type DownloadContext } from '../download/index.ts'
import { once } from '../download/once.ts'
import { errors, messageOf } from '../errors.ts'
import { versionWord } from './go-version.ts'

/**
 * A GOROOT made of one that lacks its sources (some distributions ship them
 * apart) and of the same release's sources, downloaded once. Gives its path.
 */
export async function completeGoroot(
  goroot: string,
  version: string,
  what: 'all' | 'runtime',
  context: DownloadContext,
): Promise<string> {
  const source = await downloadSource(versionWord(version), what, context)
  const id = createHash('sha256').update(goroot).digest('hex').slice(0, 8)
  const whole = join(cacheDir(context.env), 'goroot', `${version}-${id}-with-${what}`)
  const work = join(cacheDir(context.env), 'download', basename(whole))
  const waiting = () => context.note?.(`waiting for another gorv that completes ${goroot}…`)
  try {
    return await once(whole, 'src', work, waiting, (_, tree) => {
      for (const name of readdirSync(goroot)) {
        if (name !== 'src') symlinkSync(join(goroot, name), join(tree, name))
      }
      symlinkSync(join(source, 'src'), join(tree, 'src'))
    })
  } catch (error) {
    throw errors.unwritable(whole, messageOf(error))
  }
}
