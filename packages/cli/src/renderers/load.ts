import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { errors, messageOf, type Renderer } from '@gorv/core'
import { execRenderer } from './exec.ts'
import { nearest } from './nearest.ts'

const builtIn: Record<string, () => Promise<{ default: unknown }>> = {
  ascii: () => import('@gorv/renderer-ascii'),
  html: () => import('@gorv/renderer-html'),
  json: () => import('@gorv/renderer-json'),
}

/** A renderer by name, path, package, or exec:command; throws where there is none or it is none. */
export async function loadRenderer(spec: string, cwd: string): Promise<Renderer> {
  if (spec.startsWith('exec:')) return execRenderer(spec.slice('exec:'.length), cwd)
  const module = await importRenderer(spec, cwd)
  return checked(spec, module)
}

async function importRenderer(spec: string, cwd: string): Promise<unknown> {
  const own = builtIn[spec]
  if (own) return own()
  const asPath = isAbsolute(spec) || /^\.|[\\/]|\.[cm]?[jt]s$/.test(spec)
  const scoped = /^@[\w.-]+\/[\w.-]+$/.test(spec)
  let file: string
  if (asPath && (!scoped || existsSync(resolve(cwd, spec)))) {
    file = resolve(cwd, spec)
    if (!existsSync(file)) throw errors.rendererShape(spec, `is not there: ${file}`)
  } else {
    try {
      file = createRequire(join(cwd, 'package.json')).resolve(spec)
    } catch {
      const known = Object.keys(builtIn)
      throw errors.unknownRenderer(spec, nearest(spec, known), known)
    }
  }
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    throw errors.rendererThrew(spec, 'load', messageOf(error))
  }
}

function checked(spec: string, module: unknown): Renderer {
  const exports = module as { default?: unknown; renderer?: unknown }
  const renderer = (exports.default ?? exports.renderer) as Partial<Renderer> | undefined
  if (typeof renderer !== 'object' || renderer === null) {
    throw errors.rendererShape(spec, 'has no default export')
  }
  if (renderer.apiVersion !== 1) {
    throw errors.rendererShape(
      spec,
      `is for api version ${String(renderer.apiVersion)}, and this gorv has 1`,
    )
  }
  if (typeof renderer.open !== 'function') throw errors.rendererShape(spec, 'has no open()')
  if (typeof renderer.name !== 'string') throw errors.rendererShape(spec, 'has no name')
  return renderer as Renderer
}
