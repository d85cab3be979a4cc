import { expect, it } from 'vitest'
import { joinGoflags, splitGoflags } from './goflags.ts'

it.each([
  ['', []],
  ['-race  -tags=a,b', ['-race', '-tags=a,b']],
  [`'-ldflags=-X main.v=1' "-tags=c d"`, ['-ldflags=-X main.v=1', '-tags=c d']],
])('%j', (text, flags) => expect(splitGoflags(text)).toEqual(flags))

it.each([
  [['-race', '-tags=a,b']],
  [['-ldflags=-X main.v=1']],
  [[`-ldflags=-X 'main.v=a b'`]],
  [[]],
])('%j is the same again', (flags) => expect(splitGoflags(joinGoflags(flags))).toEqual(flags))
