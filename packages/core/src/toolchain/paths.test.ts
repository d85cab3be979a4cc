import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beneath, isNullDevice, lookPath, moved, samePath, spawnable, variable } from './paths.ts'

/** A disk with these files on it. */
const disk =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file)

describe('variable', () => {
  it.each([
    [{ PATH: 'a' }, posix, 'a'],
    [{ Path: 'a' }, posix, ''],
    [{ Path: 'a' }, win32, 'a'],
    [{}, win32, ''],
  ])('%j', (env, p, value) => expect(variable(env, 'PATH', p)).toBe(value))
})

describe('lookPath', () => {
  const look = (env: NodeJS.ProcessEnv, p: typeof posix, ...files: string[]) =>
    lookPath('go', env, p, disk(...files))

  it('takes the first one on PATH', () => {
    expect(look({ PATH: '/a:/b:/c' }, posix, '/b/go', '/c/go')).toBe('/b/go')
    expect(look({ PATH: '/a' }, posix, '/b/go')).toBeUndefined()
    expect(look({}, posix, '/b/go')).toBeUndefined()
  })

  it('takes none from the current folder', () => {
    expect(look({ PATH: ':.:bin' }, posix, 'go', './go', 'bin/go')).toBeUndefined()
  })

  it.each([
    [{ Path: 'C:\\Go\\bin' }, 'C:\\Go\\bin\\go.exe'],
    [{ PATH: '"C:\\Program Files\\Go\\bin";C:\\x' }, 'C:\\Program Files\\Go\\bin\\go.exe'],
    [{ Path: 'C:\\shims\\', PATHEXT: '.EXE;.CMD' }, 'C:\\shims\\go.cmd'],
    [{ Path: 'C:\\scoop;\\\\host\\share\\go', PATHEXT: '.BAT' }, '\\\\host\\share\\go\\go.bat'],
  ])('Windows: %j', (env, file) => expect(look(env, win32, file)).toBe(file))

  it('asks PATHEXT which of two in one folder it is', () => {
    const both = ['C:\\b\\go.exe', 'C:\\b\\go.cmd']
    expect(look({ Path: 'C:\\b', PATHEXT: '.CMD;.EXE' }, win32, ...both)).toBe('C:\\b\\go.cmd')
    expect(look({ Path: 'C:\\b' }, win32, ...both)).toBe('C:\\b\\go.exe')
  })
})

describe('places', () => {
  it.each([
    ['/go/src', '/go', posix, true],
    ['/go', '/go', posix, true],
    ['/gopher', '/go', posix, false],
    ['/go/../x', '/go', posix, false],
    ['/Go/src', '/go', posix, false],
    ['/x', '/', posix, true],
    ['/x', '', posix, false],
    ['c:\\GO\\src', 'C:\\Go', win32, true],
    ['C:/Go/src', 'C:\\Go\\', win32, true],
    ['D:\\Go\\src', 'C:\\Go', win32, false],
    ['\\\\host\\share\\go', '\\\\HOST\\share', win32, true],
  ])('%s beneath %s', (path, dir, p, is) => expect(beneath(path, dir, p)).toBe(is))

  it.each([
    ['/a/b', '/a/./b', posix, true],
    ['/a/B', '/a/b', posix, false],
    ['C:\\a\\B', 'c:/A/b', win32, true],
    ['C:\\a', 'D:\\a', win32, false],
  ])('%s same as %s', (a, b, p, same) => expect(samePath(a, b, p)).toBe(same))

  it.each([
    ['/mod/go/src/x.go', '/mod/go', '/link', posix, '/link/src/x.go'],
    ['/home/x.go', '/mod/go', '/link', posix, '/home/x.go'],
    ['c:\\MOD\\go\\x.go', 'C:\\mod\\go', 'D:\\link', win32, 'D:\\link\\x.go'],
  ])('%s moved from %s', (path, from, to, p, place) => expect(moved(path, from, to, p)).toBe(place))

  it.each([
    ['/dev/null', true],
    ['NUL', true],
    ['nul', true],
    ['/home/x/go.mod', false],
    ['', false],
  ])('%j is the null device: %s', (path, is) => expect(isNullDevice(path)).toBe(is))
})

describe('spawnable', () => {
  it('leaves programs as they are', () => {
    expect(spawnable('/b/go', ['a b'], posix)).toEqual({ file: '/b/go', args: ['a b'] })
    expect(spawnable('C:\\go.exe', ['a b'], win32)).toEqual({ file: 'C:\\go.exe', args: ['a b'] })
  })

  it.each([
    ['C:\\shims\\go.cmd', ['env', '-json'], '"C:\\shims\\go.cmd env -json"'],
    ['C:\\my shims\\GO.BAT', ['x'], '"C:\\my^ shims\\GO.BAT x"'],
    ['C:\\go.bat', ['-tags=a&b', 'say "hi"'], '"C:\\go.bat ^"-tags=a^&b^" ^"say^ \\^"hi\\^"^""'],
  ])('%s %j', (command, args, line) =>
    expect(spawnable(command, args, win32)).toEqual({
      file: 'cmd.exe',
      args: ['/d', '/s', '/c', line],
      windowsVerbatimArguments: true,
    }),
  )
})
