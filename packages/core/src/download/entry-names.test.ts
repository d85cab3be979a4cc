import { expect, test } from 'vitest'
import { badName, EntryCheck } from './entry-names.ts'

test.each([
  'a',
  'golang.org/toolchain@v0.0.1-go1.27.4.linux-amd64/src/cmd/go/testdata/mod/x_v1.0.0.txt',
  'go/test/fixedbugs/issue27836.dir/Äfoo.go',
  '.gitattributes',
  'src/auxiliary.go',
  'a..b/c',
  'src/con_test.go',
])('%j is a name', (name) => expect(badName(name)).toBeUndefined())

test.each([
  ['', 'empty'],
  ['/a', 'absolute'],
  ['//host/share', 'absolute'],
  ['c:a', 'absolute'],
  ['C:\\a', 'backslash'],
  ['a\\..\\b', 'backslash'],
  ['..', 'out of the folder'],
  ['a/../b', 'out of the folder'],
  ['a/./b', 'empty'],
  ['a//b', 'empty'],
  ['a/', 'empty'],
  ['a\0b', 'NUL'],
  ['a\nb', 'character'],
  ['ab:c', 'character'],
  ['a\uFFFD', 'character'],
  ['a./b', 'dot or a space'],
  ['a ', 'dot or a space'],
  ['NUL', 'device'],
  ['src/Com1.txt', 'device'],
])('%j is none', (name, words) => expect(badName(name)).toContain(words))

test('one archive: no name twice, whatever its case, and nothing below a file', () => {
  const check = new EntryCheck('go/')
  expect(check.folder('go/')).toBeUndefined()
  expect(check.file('go/a/b', 1)).toBeUndefined()
  expect(check.file('go/A/c', 1)).toBeUndefined()
  expect(check.file('go/a/B', 1)).toContain('twice')
  expect(check.file('go/a', 1)).toContain('twice')
  expect(check.file('go/a/b/c', 1)).toContain('in a file')
  expect(check.file('gone/a', 1)).toContain('not below go/')
  expect(check.folder('gone/')).toContain('not below go/')
  expect(check.folder('go/../x/')).toContain('out of')
})
