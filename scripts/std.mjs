// Go's own tests of its library, as go builds them and with exact capture on:
//   node scripts/std.mjs [--go 1.16.15,1.27.4] [package…]
// One line for each package and Go, and what differs; the exit code says whether anything did.
import { setup } from './setup.mjs'

setup()
// What follows imports gorv itself, which has to be built by now.
const { main } = await import('./std/main.mjs')
process.exitCode = await main(process.argv.slice(2))
