import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { run, tempDir, testEnv } from './gorv.ts'

const fetched = new Map<string, Promise<string>>()

/** GOROOT of a real release in the module cache, where go itself has put it; fetched once. */
export function goroot(release: string): Promise<string> {
  let dir = fetched.get(release)
  if (!dir) {
    dir = run('go', ['env', 'GOROOT'], {
      cwd: tempDir('fetch'),
      env: testEnv({ GOTOOLCHAIN: `go${release}`, GOROOT: '' }),
      timeoutMs: 300_000,
    }).then((result) => {
      if (result.code !== 0) throw new Error(result.stderr)
      return result.stdout.trim()
    })
    fetched.set(release, dir)
  }
  return dir
}

/** The same release as one would unpack it oneself. Files are shared: replace them, do not write them. */
export async function unpacked(release: string, to: string): Promise<string> {
  mkdirSync(dirname(to), { recursive: true })
  const from = await goroot(release)
  const copy =
    'cp -al "$0" "$1" 2>/dev/null || cp -a "$0" "$1"; find "$1" -type d -exec chmod u+w {} +'
  const copied = await run('sh', ['-c', copy, from, to], { cwd: '/' })
  if (copied.code !== 0) throw new Error(copied.stderr)
  return to
}

/** An environment with these folders before the rest of PATH. */
export function withPath(dirs: string[], extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return testEnv({ PATH: [...dirs, process.env['PATH']].join(delimiter), ...extra })
}

/** An executable script. */
export function script(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, 0o755)
  return file
}
