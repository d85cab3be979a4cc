import { expect, it } from 'vitest'
import { compareVersions } from './order.ts'

it('orders releases as they came', () => {
  const ordered = [
    'go1.9',
    'go1.18beta1',
    'go1.18rc1',
    'go1.18',
    'go1.18.2',
    'go1.18.10',
    'go1.21.0',
  ]
  expect(ordered.toReversed().sort(compareVersions)).toEqual(ordered)
})
