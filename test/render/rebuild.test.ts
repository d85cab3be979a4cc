import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { goModule } from '../support/go.ts'
import { gorv } from '../support/gorv.ts'

const says = (word: string) => `package main\n\nfunc main() { println("${word}") }\n`
const go = (cwd: string) => gorv(['run', '--quiet', '-r', 'json', '-o', '/dev/null', '.'], { cwd })

test('a changed program is built anew', async () => {
  const cwd = goModule('changed', says('one'))
  expect((await go(cwd)).stderr).toBe('one\n')
  writeFileSync(join(cwd, 'main.go'), says('two'))
  expect((await go(cwd)).stderr).toBe('two\n')
})

test('a renamed module: the program under its former name is not in the way', async () => {
  const cwd = goModule('before', says('one'))
  expect((await go(cwd)).stderr).toBe('one\n')
  writeFileSync(join(cwd, 'go.mod'), 'module example.com/after\n\ngo 1.16\n')
  const renamed = await go(cwd)
  expect([renamed.code, renamed.stderr]).toEqual([0, 'one\n'])
})

test('several gorv on the same changed program at once: each runs it', async () => {
  const cwd = goModule('shared', says('zero'))
  for (const word of ['one', 'two', 'three']) {
    writeFileSync(join(cwd, 'main.go'), says(word))
    const all = await Promise.all(Array.from({ length: 6 }, () => go(cwd)))
    expect(all.map(({ code, stderr }) => [code, stderr])).toEqual(all.map(() => [0, `${word}\n`]))
  }
})
