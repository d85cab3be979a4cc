import { describe, expect, it } from 'vitest'
import { splitAtDashes } from './split-args.ts'

describe('splitAtDashes', () => {
  it.each([
    [['.', '--', '-x', 'y'], ['.', '-x', 'y'], ['.'], ['-x', 'y']],
    [['-r', 'json', '.'], ['.'], ['.'], []],
    [['--', 'a', '--', 'b'], ['a', '--', 'b'], [], ['a', '--', 'b']],
    [['a.go', 'b.go', '--'], ['a.go', 'b.go'], ['a.go', 'b.go'], []],
  ])('%j', (args, operands, before, after) => {
    expect(splitAtDashes(args, operands)).toEqual({ before, after })
  })
})
