import { createHash } from 'node:crypto'
import { mkdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs'
import path, { basename, join } from 'node:path'
import { cacheDir } from '../cache-dir.ts'
import { errors, messageOf, type GorvError } from '../errors.ts'
import { expose, exposeBest, type Exposed } from '../exposure/index.ts'
import type { Toolchain } from '../toolchain/index.ts'
import { mergeOverlays, readOverlay } from './merge.ts'
import { writeBacking, writeWhole } from './write.ts'

/** What a go command needs to build with the patched runtime. */
export interface Overlay {
  /** overlay.json */
  file: string
  /** Files of the runtime that are replaced, below the GOROOT that is built with, and by what. */
  replaced: [string, string][]
  /** Environment of the go command. */
  env: NodeJS.ProcessEnv
  exposed: Exposed
  /** Why it has no hooks, where they were to be tried. */
  inexact: GorvError | undefined
  goos: string
  goarch: string
}

export interface PrepareOptions {
  toolchain: Toolchain
  /** Where gorv's cache is, is found here. */
  env: NodeJS.ProcessEnv
  cwd: string
  /** Overlay files of the user's own, the last one wins as in go. */
  own?: string | undefined
  /** With hooks for exact capture: without them it throws, or not (`try`). */
  exact?: boolean | 'try'
}

const hint = 'GORV_CACHE can name another folder'

/** Writes the overlay into gorv's cache, keyed by content, and says how to build with it. */
export function prepareOverlay(options: PrepareOptions): Overlay {
  const { toolchain } = options
  const cache = cacheDir(options.env)
  const goroot = toolchain.refusesOverlay ? linkGoroot(cache, toolchain.goroot) : toolchain.goroot
  const target = { ...toolchain, goroot }
  const { exposed, inexact }: ReturnType<typeof exposeBest> =
    options.exact === 'try'
      ? exposeBest(target)
      : { exposed: expose(target, { exact: options.exact === true }) }
  const texts: [string, string][] = [[exposed.key, exposed.text], ...exposed.hooked]
  const replaced = texts.map(([key, text]): [string, string] => {
    const backing = join(cache, 'overlay', hashOf(text), basename(key))
    writeBacking(backing, text, hint)
    return [key, backing]
  })
  const { own, cwd } = options
  const replace = mergeOverlays(
    Object.fromEntries(replaced),
    own === undefined ? {} : readOverlay(cwd, own),
    { cwd, goroot: toolchain.goroot, link: goroot },
    path,
  )
  const json = JSON.stringify({ Replace: replace }, null, 2) + '\n'
  const file = join(cache, 'overlay', `${hashOf(json)}.json`)
  writeWhole(file, json, hint)
  return {
    file,
    replaced,
    env: toolchain.refusesOverlay ? { ...toolchain.env, GOROOT: goroot } : toolchain.env,
    exposed,
    inexact,
    goos: toolchain.goos,
    goarch: toolchain.goarch,
  }
}

/**
 * Go 1.25 and newer refuse to replace files beneath GOMODCACHE, where every
 * downloaded toolchain lies; through a link from outside they do not.
 */
function linkGoroot(cache: string, goroot: string): string {
  const dir = join(cache, 'goroot')
  const link = join(dir, `${basename(goroot)}-${hashOf(goroot).slice(0, 8)}`)
  try {
    if (readlinkSync(link) === goroot) return link
  } catch {
    // not there yet
  }
  try {
    mkdirSync(dir, { recursive: true })
    const part = `${link}.${process.pid}.part`
    symlinkSync(goroot, part, 'junction')
    renameSync(part, link)
    return link
  } catch (error) {
    throw errors.unwritable(link, messageOf(error), hint)
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
