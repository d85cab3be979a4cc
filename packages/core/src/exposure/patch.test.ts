import { describe, expect, it } from 'vitest'
import { addImport } from './patch.ts'

describe('addImport', () => {
  it('moves no line', () => {
    const file = '// Copyright\n\npackage runtime\n\nimport "unsafe"\n'
    expect(addImport(file, 'internal/runtime/atomic', 'runtime2.go')).toBe(
      '// Copyright\n\npackage runtime; import "internal/runtime/atomic"\n\nimport "unsafe"\n',
    )
  })

  it.each([
    ['package runtime\npackage runtime\n', '2 times'],
    ['package other\n', '0 times'],
  ])('refuses where its anchor is not there exactly once: %j', (file, words) =>
    expect(() => addImport(file, 'unsafe', 'runtime2.go')).toThrow(words),
  )
})
