import { expect, it } from 'vitest'
import { wantedBy } from './module-version.ts'

it.each([
  ['module x\n\ngo 1.22\n', '1.22', undefined],
  ['module x\r\n\r\ngo 1.22.1\r\ntoolchain go1.25.3 // newer\r\n', '1.22.1', 'go1.25.3'],
  ['module x\n\ngo 1.21\ntoolchain default\n', '1.21', undefined],
  ['module x\n// go 1.5\nrequire (\n\texample.com/go v1.0.0\n)\n', undefined, undefined],
  ['go 1.23rc1\nuse ./a\n', '1.23rc1', undefined],
])('%j', (text, go, toolchain) => expect(wantedBy(text)).toEqual({ go, toolchain }))
