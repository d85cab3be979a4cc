import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const gorvBin = join(root, 'packages/cli/bin/gorv.js')
/** Go programs made for the tests; examples/ are used as well. */
export const programs = join(root, 'test/programs')
/** Survives from run to run: toolchains, GOCACHE, modules. */
export const cacheRoot = join(root, '.cache')
export const tmpRoot = join(root, 'test/.tmp')
