import { describe, expect, it } from 'vitest'
import { compareGo, newestOf, parseGoVersion, releaseName } from './go-version.ts'

describe('parseGoVersion', () => {
  it.each([
    ['go1.26.8', 26, 8],
    ['go1.20', 20, 0],
    ['go1.27rc1', 27, 0],
    ['devel go1.24-abc Mon', 24, 0],
    ['go1.28-devel_abc', 28, 0],
    ['go1.25.6 X:nodwarf5', 25, 6],
  ])('%s', (text, minor, patch) => expect(parseGoVersion(text)).toEqual({ minor, patch }))

  it.each(['', 'devel +abc', 'tinygo 0.31'])('%j is none', (text) =>
    expect(parseGoVersion(text)).toBeUndefined(),
  )
})

describe('releaseName', () => {
  it.each([
    ['1.22.5', 'go1.22.5'],
    ['go1.20', 'go1.20'],
    ['1.27rc1', 'go1.27rc1'],
    ['2.0', undefined],
    ['1.22.', undefined],
    ['1.22/../x', undefined],
    ['potato', undefined],
  ])('%s', (text, name) => expect(releaseName(text)).toBe(name))
})

describe('newestOf', () => {
  const releases = ['go1.9.7', 'go1.22.9', 'go1.28rc1', 'go1.22.12', 'go1.27', 'go1.26.8']
  it('counts numbers as numbers and leaves candidates out', () => {
    expect(newestOf(releases)).toBe('go1.27')
    expect(newestOf(releases, 22)).toBe('go1.22.12')
    expect(newestOf(releases, 28)).toBeUndefined()
    expect(compareGo({ minor: 9, patch: 7 }, { minor: 22, patch: 0 })).toBeLessThan(0)
  })
})
