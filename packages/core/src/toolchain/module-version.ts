import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The lines of go.mod or go.work that name a Go. */
export interface WantedGo {
  go: string | undefined
  toolchain: string | undefined
}

/** `go 1.22` and `toolchain go1.22.5` of a go.mod or go.work. */
export function wantedBy(text: string): WantedGo {
  const line = (word: string) =>
    new RegExp(`^[ \\t]*${word}[ \\t]+(\\S+)[ \\t]*(?://.*)?\\r?$`, 'm').exec(text)?.[1]
  const toolchain = line('toolchain')
  return { go: line('go'), toolchain: toolchain === 'default' ? undefined : toolchain }
}

/** The file that a go command in `cwd` would read: the workspace's, else the module's. */
export function moduleFile(cwd: string, env: NodeJS.ProcessEnv): string | undefined {
  if (env['GO111MODULE'] === 'off') return undefined
  const work = env['GOWORK'] ?? ''
  if (work !== '' && work !== 'off') return resolve(cwd, work)
  return (work === 'off' ? undefined : above(cwd, 'go.work')) ?? above(cwd, 'go.mod')
}

/** What a go.mod or go.work that can be read says. */
export function readWanted(file: string): WantedGo | undefined {
  try {
    return wantedBy(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function above(dir: string, name: string): string | undefined {
  const file = join(dir, name)
  if (existsSync(file)) return file
  return dirname(dir) === dir ? undefined : above(dirname(dir), name)
}
