import { Command } from 'commander'
import { doctorCommand } from './commands/doctor.ts'
import { initCommand } from './commands/init.ts'
import { renderCommand } from './commands/render.ts'
import { runCommand } from './commands/run.ts'
import { versionsCommand } from './commands/versions.ts'
import type { Process } from './process.ts'
import { splitAtDashes } from './split-args.ts'
import { version } from './version.ts'
import { voiceOf } from './voice.ts'

const collect = (value: string, all: string[]) => [...all, value]

/** The command line: what it takes is here, what it does in commands/. */
export function programOf(proc: Process, exit: (code: number) => void): Command {
  const json = proc.argv.includes('--json')
  const program = new Command('gorv')
    .description('See goroutines, Ms and Ps of your Go program move, live and in replay.')
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => proc.stdout.write(text),
      writeErr: (text) => {
        if (!json) proc.stderr.write(text)
      },
      outputError: (text, write) => write(`gorv: ${usageText(text)} — see gorv --help\n`),
    })
    .addHelpText('before', examples)

  program
    .command('run')
    .description('build with the patched runtime, run, and render')
    .argument('[package-or-files...]', 'as for go run; program arguments follow after --')
    .option('-r, --renderer <name>', 'ascii, html, json, a path, a package, or exec:<command>')
    .option('-o, --output <file>', 'where the result goes; - for stdout')
    .option('--record <file>', 'keep the recording as well')
    .option('--sample <interval>', 'not every event but snapshots, the lightest: each 16ms, say')
    .option('--buffer <size>', 'memory for events that gorv has not read yet', '256MiB')
    .option('--lossy', 'where that is full drop events rather than hold the program up')
    .option('--duration <time>', 'interrupt the program after so long, as Ctrl-C would')
    .option('--go <version|goroot>', 'build with this Go')
    .option('--offline', 'fetch nothing: neither Go nor modules')
    .option('--go-flag <flag>', 'a flag for go build, such as -race (repeatable)', collect, [])
    .option('--renderer-option <key=value>', 'an option of the renderer (repeatable)', collect, [])
    .option('--exec <program>', 'run the program by this one, as go run -exec')
    .option('-C <dir>', 'change to this folder first')
    .option('--open', 'open the result when it is there')
    .option('--force', 'overwrite files that gorv did not write')
    .option('--quiet', "none of gorv's own words but warnings and errors")
    .option('--json', "gorv's own words as JSON lines on stderr")
    .action(async (operands: string[], options) => {
      const { before, after } = splitAtDashes(proc.argv.slice(2), operands)
      exit(await runCommand(proc, voiceOf(proc, voiceOptions(options)), before, after, options))
    })

  program
    .command('init')
    .description(
      'write an overlay into this module, for go run -overlay and runtime.RuntimeExposure()',
    )
    .option('--go <version|goroot>', 'for this Go')
    .option('--offline', 'fetch nothing: neither Go nor modules')
    .option('--dir <dir>', 'where it is written', '.gorv')
    .option('--force', 'write into a folder that gorv did not make')
    .option('--json', 'what was written as JSON on stdout')
    .action((options) =>
      initCommand(proc, voiceOf(proc, voiceOptions(options)), options).then(exit),
    )

  program
    .command('render')
    .description('render a recording')
    .argument('<recording>')
    .option('-r, --renderer <name>', 'as for run')
    .option('-o, --output <file>', 'where the result goes; - for stdout')
    .option('--renderer-option <key=value>', 'an option of the renderer (repeatable)', collect, [])
    .option('--follow', 'go on while the recording grows')
    .option('--force', 'overwrite files that gorv did not write')
    .option('--quiet', "none of gorv's own words but warnings and errors")
    .option('--json', "gorv's own words as JSON lines on stderr")
    .action((recording: string, options) =>
      renderCommand(proc, voiceOf(proc, voiceOptions(options)), recording, options).then(exit),
    )

  program
    .command('doctor')
    .description('which Go, from where and why, what would be patched, what is wrong')
    .option('--go <version|goroot>', 'look at this Go')
    .option('--offline', 'fetch nothing: neither Go nor modules')
    .option('-C <dir>', 'change to this folder first')
    .option('--json', 'as JSON on stdout')
    .option(
      '--report <file>',
      'write what a maintainer needs to support this Go: names and types, no code',
    )
    .option('--force', 'overwrite a file that gorv did not write')
    .action((options) => doctorCommand(proc, options).then(exit))

  program
    .command('versions')
    .description('Go versions, here and to be had: verified, expected to work, or refused')
    .option('-C <dir>', 'change to this folder first')
    .option('--all', 'each release that can be had, not one line for each minor')
    .option('--offline', 'only those that are here')
    .option('--json', 'as JSON on stdout')
    .action((options) => versionsCommand(proc, options).then(exit))

  program
    .command('go')
    .description("the module's go with the overlay in place: gorv go test ./...")
    .argument('[args...]')
    .allowUnknownOption()
    .action(() => {}) // main() takes it before commander looks

  return program
}

/** Commander's words in one line, as gorv's own are. */
export function usageText(text: string): string {
  return text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n\((.*)\)$/, '; $1')
    .replace('; Did', '; did')
}

function voiceOptions(options: { quiet?: boolean; json?: boolean }): {
  quiet: boolean
  json: boolean
} {
  return { quiet: options.quiet === true, json: options.json === true }
}

const examples = `Examples:
  gorv run .                        watch the program in this folder
  gorv run -r html ./cmd/server     write an HTML report of its run
  gorv run --record x.gorv . -- -v  keep the recording; -v goes to the program
  gorv run --sample 16ms .          snapshots instead of every event
  gorv render x.gorv -r html        render it later
  gorv init                         an overlay for your own go command
  gorv doctor                       what gorv finds here
`
