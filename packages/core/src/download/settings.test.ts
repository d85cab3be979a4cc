import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseOff, matchesPrefix } from './patterns.ts'
import { goSettings, parseEnvFile } from './settings.ts'

const none = { GOENV: 'off' }

test("go's own settings where nothing was set", () => {
  const settings = goSettings(none)
  expect(settings.GOPROXY).toMatch(/^https:.*,direct$/)
  expect(settings).toMatchObject({ GOTOOLCHAIN: 'auto', GONOSUMDB: '', GOFLAGS: '' })
  expect(goSettings({ ...none, GOPROXY: '' }).GOPROXY).toBe(settings.GOPROXY)
})

test('the environment over the file that go env -w writes', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gorv-settings-'))
  mkdirSync(join(dir, 'go'))
  const file = join(dir, 'go/env')
  writeFileSync(file, 'GOPROXY=https://file.example\nGOFLAGS=-mod=mod -x\nGOPRIVATE=*.corp\n')
  const ways =
    process.platform === 'linux' ? [{ XDG_CONFIG_HOME: dir }, { GOENV: file }] : [{ GOENV: file }]
  for (const way of ways) {
    expect(goSettings(way)).toMatchObject({
      GOPROXY: 'https://file.example',
      GOFLAGS: '-mod=mod -x',
      GONOSUMDB: '*.corp',
    })
    expect(goSettings({ ...way, GOPROXY: 'direct', GONOSUMDB: 'x' })).toMatchObject({
      GOPROXY: 'direct',
      GONOSUMDB: 'x',
    })
  }
})

test('lines of that file', () => {
  const text = '# a comment\n\nGOPROXY=a=b,c\r\nlower=1\nGOFLAGS\n=x\nGOSUMDB='
  expect([...parseEnvFile(text)]).toEqual([
    ['GOPROXY', 'a=b,c'],
    ['GOSUMDB', ''],
  ])
})

test.each([
  ['golang.org/toolchain', true],
  ['golang.org', true],
  ['golang.org/', true],
  ['golang.org/*', true],
  ['*', true],
  ['*.org', true],
  ['golang.???', true],
  ['go[a-z]ang.org', true],
  ['x, golang.org', true],
  ['', false],
  [',', false],
  ['golang', false],
  ['golangXorg', false],
  ['golang.org/tool', false],
  ['golang.org/toolchain/x', false],
  ['*.com', false],
])('GONOSUMDB=%s', (patterns, expected) => {
  expect(matchesPrefix(patterns, 'golang.org/toolchain')).toBe(expected)
})

test('which setting keeps the checksum database from being asked', () => {
  const off = (env: NodeJS.ProcessEnv) =>
    databaseOff(goSettings({ ...none, ...env }), 'golang.org/toolchain')
  expect(off({})).toBeUndefined()
  expect(off({ GOSUMDB: 'off' })).toBe('GOSUMDB=off')
  expect(off({ GOPRIVATE: 'golang.org' })).toBe('GOPRIVATE=golang.org')
  expect(off({ GOPRIVATE: 'golang.org', GONOSUMDB: 'x' })).toBeUndefined()
  expect(off({ GOFLAGS: '-insecure' })).toBe('GOFLAGS=-insecure')
  expect(off({ GOFLAGS: '-insecurely' })).toBeUndefined()
})
