import { expect, test } from 'vitest'
import { GorvError } from '../errors.ts'
import { FetchFailure } from './failure.ts'
import { parseGoproxy, ProxiesFailed, tryProxies } from './goproxy.ts'

const words = (text: string) =>
  parseGoproxy(text).map(({ url, anyError }) => `${url}${anyError ? '|' : ''}`)

test('GOPROXY as go reads it', () => {
  expect(words('https://a/,direct')).toEqual(['https://a', 'direct'])
  expect(words('https://a|http://b:1/c , file:///d|off,https://e')).toEqual([
    'https://a|',
    'http://b:1/c',
    'file:///d|',
    'off',
  ])
  expect(words('proxy.example,,direct,https://never')).toEqual(['https://proxy.example', 'direct'])
  for (const wrong of [
    ',',
    ' ',
    'noproxy',
    'ftp://a',
    '/a',
    'https://',
    'http://a%zz@b',
    'file://host/c',
  ]) {
    expect(() => parseGoproxy(wrong)).toThrow(GorvError)
  }
  expect(() => parseGoproxy('ftp://user:secret@host')).toThrow(/^(?!.*secret)/)
})

/** Asks proxies that end so; gives who was asked and what came of it. */
async function ask(text: string, ends: Record<string, 'absent' | 'transient' | 'fine'>) {
  const asked: string[] = []
  const outcome = await tryProxies(parseGoproxy(text), 'it', async (url) => {
    asked.push(url)
    const end = ends[url] ?? 'fine'
    if (end !== 'fine') throw new FetchFailure('https://x/y', `${url} ${end}`, end)
    return 'found'
  }).catch((error: unknown) => error)
  return { asked, outcome }
}

test('who is asked next', async () => {
  const [a, b] = ['https://a', 'https://b']
  expect(await ask(`${a},${b}`, { [a]: 'absent' })).toEqual({ asked: [a, b], outcome: 'found' })
  expect((await ask(`${a},${b}`, { [a]: 'transient' })).asked).toEqual([a])
  expect(await ask(`${a}|${b}`, { [a]: 'transient' })).toEqual({ asked: [a, b], outcome: 'found' })
  expect((await ask('off', {})).outcome).toMatchObject({ code: 'PROXY_OFF' })
  expect((await ask(`${a},off`, { [a]: 'absent' })).outcome).toMatchObject({ code: 'PROXY_OFF' })
  const { outcome } = await ask(`${a}|${b},off`, { [a]: 'transient', [b]: 'absent' })
  expect(outcome).toBeInstanceOf(ProxiesFailed)
  expect((outcome as ProxiesFailed).telling?.message).toBe(`${a} transient`)
})
