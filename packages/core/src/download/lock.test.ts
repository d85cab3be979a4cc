import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withLock } from './lock.ts'

test('many want it: never two at once, and all have it once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gorv-lock-'))
  let inside = 0
  let done = 0
  const one = () =>
    withLock(
      join(dir, 'go1.22.linux-amd64'),
      () => {},
      async () => {
        expect(++inside).toBe(1)
        await sleep(Math.random() * 5)
        inside--
        done++
      },
    )
  await Promise.all(Array.from({ length: 12 }, one))
  expect(done).toBe(12)
  expect(readdirSync(dir)).toEqual([])
})

test('work that fails gives it back', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gorv-lock-'))
  const failing = withLock(
    join(dir, 'x'),
    () => {},
    () => Promise.reject(new Error('no')),
  )
  await expect(failing).rejects.toThrow('no')
  expect(readdirSync(dir)).toEqual([])
})
