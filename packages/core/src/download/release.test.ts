import { expect, test } from 'vitest'
import { compareReleases, isRelease, nearestReleases } from './release.ts'

const ordered = [
  'go1',
  'go1.9',
  'go1.20beta1',
  'go1.20rc1',
  'go1.20rc2',
  'go1.20',
  'go1.20.1',
  'go1.20.14',
  'go1.21.0',
]

test('what a release is called, and which is older', () => {
  expect(ordered.every((version) => isRelease(version))).toBe(true)
  expect(ordered.toReversed().sort(compareReleases)).toEqual(ordered)
  const others = [
    '1.20',
    'go2.1',
    'go1.20.x',
    'go1.20-pre',
    'devel go1.24',
    'go1.2/../x',
    'gotip',
    '',
  ]
  expect(others.filter((version) => isRelease(version))).toEqual([])
})

test('the nearest of those that there are', () => {
  expect(nearestReleases('go1.20.5', ordered)).toEqual(['go1.20', 'go1.20.1', 'go1.20.14'])
  expect(nearestReleases('go1.20.99', ordered)).toEqual(
    ['go1.20rc2', 'go1.20', 'go1.20.1', 'go1.20.14'].slice(1),
  )
  expect(nearestReleases('go1.99', ordered)).toEqual(['go1.20.1', 'go1.20.14', 'go1.21.0'])
  expect(nearestReleases('go1.1', ordered)).toHaveLength(3)
  expect(nearestReleases('go1.99', [])).toEqual([])
})
