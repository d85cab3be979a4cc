import { describe, expect, it } from 'vitest'
import type { G } from '@gorv/core/wire'
import { groupsOf, matcher } from './groups.ts'

const g = (goid: number, more: Partial<G> = {}): G => ({
  goid,
  status: 'Gwaiting',
  waitreason: 'chan receive',
  m: null,
  startfn: 'main.worker',
  createdby: 'main.main',
  createdat: 'main.go:9',
  parent: 1,
  system: false,
  ...more,
})

describe('groupsOf', () => {
  it('joins what starts and waits alike, largest first', () => {
    const groups = groupsOf([
      g(1, { status: 'Grunning', waitreason: null }),
      g(2),
      g(3),
      g(4, { startfn: null }),
    ])
    expect(groups.map((group) => [group.startfn, group.status, group.members.length])).toEqual([
      ['main.worker', 'chan receive', 2],
      [null, 'chan receive', 1],
      ['main.worker', 'running', 1],
    ])
  })
})

describe('matcher', () => {
  const found = (filter: string) =>
    [g(1), g(12, { waitreason: 'IO wait' }), g(120, { startfn: 'net/http.(*conn).serve' })]
      .filter(matcher(filter))
      .map(({ goid }) => goid)

  it.each([
    ['', [1, 12, 120]],
    ['worker', [1, 12]],
    ['WORKER io', [12]],
    ['-io', [1, 120]],
    ['g12', [12]],
    ['-', []],
    ['main.go:9 serve', [120]],
  ])('%j finds %j', (filter, expected) => expect(found(filter)).toEqual(expected))
})
