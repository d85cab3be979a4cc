import { expect, it } from 'vitest'
import { builtFor } from './source-files.ts'

it.each([
  ['proc.go', true],
  ['proc_test.go', false],
  ['os_linux.go', true],
  ['os_windows.go', false],
  ['sys_linux_amd64.go', true],
  ['sys_linux_arm64.go', false],
  ['sys_windows_amd64.go', false],
  ['atomic_amd64.go', true],
  ['lock_futex.go', true],
  ['asm_amd64.s', false],
])('%s for linux/amd64: %s', (name, built) => expect(builtFor(name, 'linux', 'amd64')).toBe(built))
