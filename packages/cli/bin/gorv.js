#!/usr/bin/env node
let cli
try {
  cli = await import('../dist/index.js')
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error
  process.stderr.write('gorv: this checkout is not built yet — npm run setup in its top folder\n')
}
process.exitCode = cli ? await cli.main(process) : 125
