import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { run, tempDir, testEnv } from './gorv.ts'
import { programs } from './paths.ts'

/** A module of one file, in a folder of its own. */
export function goModule(name: string, source: string, dir = join(tempDir(name), name)): string {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'go.mod'), `module example.com/${name}\n\ngo 1.16\n`)
  writeFileSync(join(dir, 'main.go'), source)
  return dir
}

const built = new Map<string, Promise<string>>()

/** A program of test/programs built plainly, to compare with; built once. */
export function plainBuild(name: string, flags: string[] = []): Promise<string> {
  const key = [name, ...flags].join(' ')
  let program = built.get(key)
  if (!program) {
    program = (async () => {
      const out = join(tempDir('plain'), basename(name))
      const result = await run('go', ['build', '-o', out, ...flags, '.'], {
        cwd: join(programs, name),
        env: testEnv(),
      })
      if (result.code !== 0) throw new Error(result.stderr)
      return out
    })()
    built.set(key, program)
  }
  return program
}
