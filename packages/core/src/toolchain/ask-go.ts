import { errors, messageOf, type GorvError } from '../errors.ts'
import { parseGoVersion } from './go-version.ts'
import { runTool, type ToolResult } from './run-tool.ts'

/** Where and how a go command is asked. */
export interface Asking {
  cwd: string
  env: NodeJS.ProcessEnv
  note?: ((message: string) => void) | undefined
}

/** What go answers to `go env`, by name; throws a GorvError where it does not answer so. */
export async function goEnv(
  go: string,
  names: readonly string[],
  asking: Asking,
): Promise<Record<string, string>> {
  const result = await askGo(go, ['env', '-json', ...names], asking)
  if (result.code === 0) {
    const vars = parseObject(result.stdout)
    if (vars) return vars
  }
  // With its own name before it, what is said is Go's own trouble.
  const other = /^go: /m.test(result.stderr) ? undefined : await whatElse(go, asking)
  throw (
    other ??
    errors.goEnv(
      result.code === 0
        ? `it printed no JSON but ${JSON.stringify(result.stdout.slice(0, 80))}`
        : oneLine(result.stderr) || `${go} ended with ${result.signal ?? result.code}`,
    )
  )
}

/** Runs a go command that answers at once unless something is wrong. */
export async function askGo(go: string, args: string[], asking: Asking): Promise<ToolResult> {
  const seconds = Number(asking.env['GORV_GO_TIMEOUT']) || 25
  let told = ''
  const result = await runTool(go, args, {
    cwd: asking.cwd,
    env: asking.env,
    // Before it answers, go may fetch the toolchain that the module asks for.
    timeoutMs: (stderr) => (fetching.test(stderr) ? 600_000 : seconds * 1000),
    onStderr(text) {
      const lines = `${told}${text}`.split('\n')
      told = lines.pop()?.slice(0, 200) ?? ''
      for (const line of lines) if (fetching.test(line)) asking.note?.(line)
    },
  }).catch((error: unknown) => {
    throw errors.goEnv(messageOf(error))
  })
  if (result.late) throw errors.goSilent(`${go} ${args[0] ?? ''}`, seconds)
  return result
}

const fetching = /^go: downloading .*$/m

/** go's words as one line. */
export function oneLine(stderr: string): string {
  return stderr
    .trim()
    .split(/\s*\n\s*/)
    .filter((line) => !fetching.test(line))
    .join('; ')
}

/** A wrapper may have said something before. */
function parseObject(stdout: string): Record<string, string> | undefined {
  const at = stdout.search(/^\{/m)
  try {
    return JSON.parse(stdout.slice(Math.max(at, 0))) as Record<string, string>
  } catch {
    return undefined
  }
}

/** Another go than a gc toolchain since 1.16 has another `go env`; its version says what it is. */
export async function whatElse(go: string, asking: Asking): Promise<GorvError | undefined> {
  // GOFLAGS of a newer Go would keep an older one from answering.
  const env = { ...asking.env, GOFLAGS: ' ' }
  const { stdout } = await askGo(go, ['version'], { ...asking, env })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  if (/gccgo|tinygo/i.test(line)) return errors.goKind(line)
  const parsed = parseGoVersion(line)
  const name = /\bgo1\S*/.exec(line)?.[0] ?? ''
  return parsed && parsed.minor < 16 ? errors.goTooOld(name) : undefined
}
