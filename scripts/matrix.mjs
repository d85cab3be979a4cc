// pnpm matrix: gorv on every release of Go that can be had, and on other
// systems; writes what came of it to verified.json and docs/versions.md.
import { setup } from './setup.mjs'

setup()
// What follows imports gorv itself, which has to be built by now.
const { main } = await import('./matrix/main.mjs')
process.exitCode = await main(process.argv.slice(2))
