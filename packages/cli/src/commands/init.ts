import { relative, resolve } from 'node:path'
import { errors, findToolchain, hasModule, writeInit, type Toolchain } from '@gorv/core'
import type { Process } from '../process.ts'
import { version } from '../version.ts'
import type { Voice } from '../voice.ts'

interface InitOptions {
  go?: string
  offline?: boolean
  dir: string
  force?: boolean
  json?: boolean
}

export async function initCommand(
  proc: Process,
  voice: Voice,
  options: InitOptions,
): Promise<number> {
  const cwd = proc.cwd()
  const toolchain = await findToolchain({
    cwd,
    env: proc.env,
    go: options.go,
    offline: options.offline,
    note: (message) => voice.say(message),
  })
  if (!hasModule(toolchain)) throw errors.noModule(cwd)
  const dir = resolve(cwd, options.dir)
  const result = writeInit(dir, toolchain, version, options.force === true)
  const overlay = relative(cwd, result.overlay)
  const next = result.plainGo
    ? `${plainGo(toolchain, options.go)} run -overlay ${quoteShell(overlay)} .`
    : `${toolchain.pinned ? `GOTOOLCHAIN=${toolchain.version} ` : ''}gorv go run .`
  if (options.json) {
    const report = {
      goversion: toolchain.version,
      goroot: toolchain.goroot,
      overlay: result.overlay,
      files: result.files,
      next,
    }
    proc.stdout.write(JSON.stringify(report) + '\n')
    return 0
  }
  if (result.before !== undefined) {
    voice.say(`${options.dir} was made for ${result.before}; made anew for ${toolchain.version}`)
  }
  for (const file of result.files) {
    const name = relative(cwd, file)
    const line = result.written.includes(file) ? `wrote ${name}` : `${name} is up to date`
    proc.stdout.write(line + '\n')
  }
  proc.stdout.write(`for ${toolchain.version} in ${toolchain.goroot}\n`)
  if (!result.plainGo) {
    proc.stdout.write(
      `this Go was downloaded into the module cache, where go ${toolchain.version} refuses overlays; gorv's way around it:\n`,
    )
  }
  proc.stdout.write(`next: ${next}\n`)
  return 0
}

/** The words that start this very go: another one would pass over the overlay without a word. */
function plainGo(toolchain: Toolchain, wish: string | undefined): string {
  const { pinned, goroot, go } = toolchain
  if (pinned) return `GOTOOLCHAIN=local GOROOT=${quoteShell(goroot)} ${quoteShell(go)}`
  return wish === undefined ? 'go' : 'GOTOOLCHAIN=local go'
}

function quoteShell(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
