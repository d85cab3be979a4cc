import { errors, type Renderer } from '@gorv/core'

/** `key=value` words as an object, checked by the renderer's own schema. */
export async function rendererOptions(renderer: Renderer, words: string[]): Promise<unknown> {
  const raw: Record<string, string> = {}
  for (const word of words) {
    const at = word.indexOf('=')
    if (at < 1) throw errors.usage(`--renderer-option ${word} is not key=value`)
    raw[word.slice(0, at)] = word.slice(at + 1)
  }
  if (!renderer.options) {
    const first = Object.keys(raw)[0]
    if (first !== undefined) throw errors.rendererOption(renderer.name, `has no option ${first}`)
    return raw
  }
  const result = await renderer.options['~standard'].validate(raw)
  if (result.issues) {
    const issue = result.issues[0]
    const path = (issue?.path ?? [])
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
    throw errors.rendererOption(
      renderer.name,
      `${path ? `${path}: ` : ''}${issue?.message ?? 'bad options'}`,
    )
  }
  return result.value
}
