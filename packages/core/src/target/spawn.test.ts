import { expect, it } from 'vitest'
import { targetPath } from './spawn.ts'

it.each([
  ['/tmp/gorv-1', 'darwin', 'darwin', '/tmp/gorv-1'],
  ['C:\\Users\\ü\\gorv-1', 'windows', 'win32', 'C:\\Users\\ü\\gorv-1'],
  // Wine's name for a Unix path; drive letters are each user's own.
  ['/dev/shm/gorv-1', 'windows', 'linux', '\\\\?\\unix\\dev\\shm\\gorv-1'],
] as const)('%s for %s on %s', (path, goos, host, spelled) =>
  expect(targetPath(path, goos, host)).toBe(spelled),
)
