import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { downloadToolchain, GorvError, type DownloadContext } from '@gorv/core'
import { expect } from 'vitest'
import { tempDir } from './gorv.ts'
import type { Registry } from './registry.ts'

export const linux = { goos: 'linux', goarch: 'amd64' }

/** An empty cache of its own and a registry to fill it from. */
export class Downloads {
  /** In a folder of its own, where nothing else may appear. */
  readonly cache = join(tempDir('cache'), 'gorv')
  readonly notes: string[] = []
  readonly #registry: Registry

  constructor(registry: Registry) {
    this.#registry = registry
    mkdirSync(this.cache)
  }

  env(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const { cache } = this
    const own = { HOME: cache, GOENV: 'off', GORV_CACHE: cache, GORV_STALL_MS: '400' }
    return { ...own, ...this.#registry.env, ...extra }
  }

  context(extra: NodeJS.ProcessEnv = {}, offline = false): DownloadContext {
    return { env: this.env(extra), offline, note: (line) => void this.notes.push(line) }
  }

  get(version: string, extra: NodeJS.ProcessEnv = {}, platform = linux): Promise<string> {
    return downloadToolchain(version, platform, this.context(extra))
  }

  /** The names of all files that are in the cache. */
  get files(): string[] {
    return readdirSync(this.cache, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
  }
}

/** The error that a download ends with: one line, without the password of any test. */
export async function failure(promise: Promise<unknown>): Promise<GorvError> {
  const error: unknown = await promise.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(GorvError)
  const { message, hint } = error as GorvError
  expect(`${message} — ${hint}`).toMatch(/^[^\n]+ — [^\n]+$/)
  expect(message).not.toContain('secret')
  return error as GorvError
}
