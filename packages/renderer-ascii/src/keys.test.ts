import { expect, test } from 'vitest'
import { press } from './keys.ts'
import { initialView, type Limits } from './view.ts'

const limits: Limits = {
  rows: { ps: { all: 4, shown: 4 }, ms: { all: 6, shown: 6 }, gs: { all: 50, shown: 10 } },
  compact: false,
}
const withOutput: Limits = {
  ...limits,
  rows: { ...limits.rows, output: { all: 100, shown: 5 } },
}

test.each([
  ['q', 'interrupt'],
  ['C-c', 'interrupt'],
  ['p', 'pause'],
  ['space', 'pause'],
  [',', 'older'],
  ['.', 'newer'],
  ['x', undefined],
])('%s asks for %s', (key, action) => {
  expect(press(initialView(), key, limits)).toBe(action)
})

test('help is closed by any key, which does nothing else; but Ctrl-C works always', () => {
  const view = initialView()
  press(view, '?', limits)
  expect(view.help).toBe(true)
  expect(press(view, 'q', limits)).toBeUndefined()
  expect(view.help).toBe(false)
  press(view, '?', limits)
  expect(press(view, 'C-c', limits)).toBe('interrupt')
})

test('scrolls within what there is', () => {
  const view = initialView()
  for (const key of ['down', 'j', 'down', 'up']) press(view, key, limits)
  expect(view.scroll.gs).toBe(2)
  press(view, 'pagedown', limits)
  expect(view.scroll.gs).toBe(11)
  press(view, 'end', limits)
  expect(view.scroll.gs).toBe(40)
  press(view, 'home', limits)
  expect(view.scroll.gs).toBe(0)
  press(view, 'up', limits)
  expect(view.scroll.gs).toBe(0)
})

test('tab goes round the panes that are there', () => {
  const view = initialView()
  press(view, 'tab', limits)
  expect(view.focus).toBe('ps')
  press(view, 'S-tab', limits)
  expect(view.focus).toBe('gs')
  press(view, 'tab', withOutput)
  expect(view.focus).toBe('output')
  press(view, 'tab', { rows: {}, compact: false })
  expect(view.focus).toBe('output')
})

test('the output is read from its end', () => {
  const view = { ...initialView(), focus: 'output' as const }
  press(view, 'up', withOutput)
  expect(view.scroll.output).toBe(1)
  press(view, 'home', withOutput)
  expect(view.scroll.output).toBe(95)
  press(view, 'end', withOutput)
  expect(view.scroll.output).toBe(0)
})

test('toggles turn what one sees', () => {
  const view = initialView()
  press(view, 'o', withOutput)
  expect(view.output).toBe(false)
  press(view, 'o', limits)
  expect(view.output).toBe(true)
  press(view, 's', limits)
  expect(view.system).toBe(true)
  press(view, 'c', { ...limits, compact: true })
  expect(view.compact).toBe(false)
  press(view, 'right', limits)
  press(view, 'right', limits)
  press(view, 'left', limits)
  expect(view.shift).toBe(8)
})
