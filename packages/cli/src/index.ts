import { CommanderError } from 'commander'
import { goCommand } from './commands/go.ts'
import { programOf, usageText } from './program.ts'
import type { Process } from './process.ts'
import { exitCodeOf, voiceOf } from './voice.ts'

export type { Process } from './process.ts'

/** Runs gorv and resolves to its exit code; never throws. */
export async function main(proc: Process): Promise<number> {
  const args = proc.argv.slice(2)
  const plain = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  const voice = voiceOf(proc, { quiet: false, json: args[0] !== 'go' && plain.includes('--json') })
  try {
    // All that follows `gorv go` is go's.
    if (args[0] === 'go') return await goCommand(proc, voice, args.slice(1))
    let code = 0
    const program = programOf(proc, (result) => (code = result))
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (plain.includes('--json')) voice.warn('USAGE', usageText(error.message), 'see gorv --help')
      return 2
    }
    voice.error(error)
    return exitCodeOf(error)
  }
}
