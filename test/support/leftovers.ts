import { rmSync } from 'node:fs'
import { afterAll, afterEach } from 'vitest'
import { tempDirs } from './gorv.ts'

// What a file of tests wrote is of use only where one of them failed, and
// recordings and toolchains are large: all of them together filled a disk.
let failed = false

afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed = true
})

afterAll(() => {
  if (failed) return
  for (const dir of tempDirs) rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
})
