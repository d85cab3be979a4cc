import { expect, test } from 'vitest'
import { terminalTraits, whyNot } from './environment.ts'

test.each([
  [
    { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    { colours: 256, unicode: true },
  ],
  [
    { TERM: 'xterm', LANG: 'C.UTF-8' },
    { colours: 16, unicode: true },
  ],
  [
    { TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '1' },
    { colours: 0, unicode: true },
  ],
  [
    { TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '' },
    { colours: 256, unicode: true },
  ],
  [{ TERM: 'xterm-256color' }, { colours: 256, unicode: false }],
  [
    { TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C' },
    { colours: 256, unicode: false },
  ],
  [
    { TERM: 'linux', LANG: 'de_CH.utf8' },
    { colours: 16, unicode: false },
  ],
])('%j', (env, traits) => {
  expect(terminalTraits(env)).toMatchObject(traits)
})

test('says why nothing can be drawn', () => {
  const tty = { isTTY: true }
  expect(whyNot(terminalTraits({ TERM: 'xterm' }), tty)).toBeUndefined()
  expect(whyNot(terminalTraits({}), tty)).toBeUndefined()
  expect(whyNot(terminalTraits({ TERM: 'dumb' }), tty)).toMatch(/TERM is dumb; try -r html/)
  expect(whyNot(terminalTraits({ TERM: 'xterm' }), {})).toMatch(/not one; try -r html/)
})
