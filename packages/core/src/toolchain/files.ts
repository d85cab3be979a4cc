import { statSync, type Stats } from 'node:fs'
import path from 'node:path'
import { lookPath } from './paths.ts'

/** The go command in a GOROOT's bin. */
export const goFile = process.platform === 'win32' ? 'go.exe' : 'go'

/** The first go command on PATH. */
export function goOnPath(env: NodeJS.ProcessEnv): string | undefined {
  return lookPath('go', env, path, isExecutable)
}

export function isExecutable(file: string): boolean {
  const stat = statOf(file)
  return stat?.isFile() === true && (process.platform === 'win32' || (stat.mode & 0o111) !== 0)
}

export function isFile(file: string): boolean {
  return statOf(file)?.isFile() === true
}

export function isFolder(file: string): boolean {
  return statOf(file)?.isDirectory() === true
}

/** Also undefined for what lies in a file, or where one may not look. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file)
  } catch {
    return undefined
  }
}
