import { posix, win32 } from 'node:path'
import { expect, it } from 'vitest'
import { mergeOverlays } from './merge.ts'

const gorvs = { '/link/src/runtime/runtime2.go': '/cache/runtime2.go' }
const where = { cwd: '/home/x', goroot: '/mod/go', link: '/link' }

it('adds to what the user replaces, which counts from where go runs', () => {
  const theirs = { 'main.go': 'other/main.go', '/abs/gone.go': '' }
  expect(mergeOverlays(gorvs, theirs, where, posix)).toEqual({
    '/home/x/main.go': '/home/x/other/main.go',
    '/abs/gone.go': '',
    '/link/src/runtime/runtime2.go': '/cache/runtime2.go',
  })
})

it('replaces what they replace in GOROOT behind the link', () => {
  const theirs = { '/mod/go/src/fmt/print.go': '/home/x/print.go' }
  expect(mergeOverlays(gorvs, theirs, where, posix)).toMatchObject({
    '/link/src/fmt/print.go': '/home/x/print.go',
  })
})

it.each(['/link/src/runtime/runtime2.go', '/mod/go/src/runtime/./runtime2.go'])(
  'refuses a clash: %s',
  (file) =>
    expect(() => mergeOverlays(gorvs, { [file]: 'x' }, where, posix)).toThrow(/replaces too/),
)

it('knows a clash on Windows in any case', () => {
  const there = { cwd: 'D:\\x', goroot: 'C:\\Go', link: 'C:\\Go' }
  const own = { 'C:\\Go\\src\\runtime\\runtime2.go': 'D:\\cache\\runtime2.go' }
  const merged = mergeOverlays(own, { 'main.go': 'sub\\main.go' }, there, win32)
  expect(merged).toEqual({ 'D:\\x\\main.go': 'D:\\x\\sub\\main.go', ...own })
  const clash = { 'c:/go/SRC/runtime/runtime2.go': 'x' }
  expect(() => mergeOverlays(own, clash, there, win32)).toThrow(/replaces too/)
})
