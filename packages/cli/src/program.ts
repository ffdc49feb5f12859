import { ConfigError } from '@proofgate/config'
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { type Cli, CliError, EXIT, paintFor } from './cli.ts'
import { COMMANDS } from './commands.ts'

const EXAMPLES = `
Examples:
  proofgate check reply.eml                 judge one message
  proofgate check --conversation asked.eml reply.eml
  proofgate config check                    is proofgate.yaml right?

Exit codes: 0 all is well, 1 hold, 2 bounce (check); 2 mistakes in the configuration or in how the command was typed;
3 and above something failed. \`proofgate check --help\` has more.`

/** Runs one command line and resolves to its exit code. Never rejects. */
export async function run(args: readonly string[], surroundings: Omit<Cli, 'finish'>): Promise<number> {
  let worst: number = EXIT.ok
  const cli: Cli = {
    ...surroundings,
    finish: (code) => {
      worst = Math.max(worst, code)
    },
  }
  try {
    await programFor(cli).parseAsync([...args], { from: 'user' })
  } catch (error) {
    cli.finish(explain(error, args, cli))
  }
  return worst
}

function programFor(cli: Cli): Command {
  const program = new Command('proofgate')
    .description('Reads outgoing customer-support mail before it leaves, and forwards, holds or bounces it.')
    .version(manifest.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    // Flags belong to the command they stand behind: `waiting show --format` is not that of `waiting`.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES)
  for (const commandOf of COMMANDS) program.addCommand(commandOf(cli))
  for (const command of everyCommand(program)) {
    command.exitOverride()
    command.configureHelp({ styleTitle: (title) => paintFor(cli.out)('bold', title) })
    command.configureOutput({
      writeOut: (text) => cli.out.write(text),
      writeErr: (text) => cli.err.write(text),
      outputError: (text, write) => write(`proofgate: ${text.replace(/^error: /, '')}`),
    })
  }
  return program
}

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)]

/** Tells the person what went wrong in one line, and gives the exit code for it. */
function explain(error: unknown, args: readonly string[], { err }: Cli): number {
  const say = (text: string) => err.write(`${paintFor(err)('red', 'proofgate:')} ${text}\n`)
  const isCheck = args.find((arg) => !arg.startsWith('-')) === 'check'
  // Commander has said its part already. Help and version are no mistakes.
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok
    return isCheck ? EXIT.checkMisused : EXIT.misconfigured
  }
  if (error instanceof CliError) {
    say(error.message)
    return error.exitCode
  }
  if (error instanceof ConfigError) {
    say(error.message)
    return EXIT.misconfigured
  }
  const where =
    error instanceof Error ? (error.stack ?? '').split('\n').find((line) => /^ {4}at /.test(line)) : undefined
  say(`${error instanceof Error ? error.message : String(error)}${where === undefined ? '' : ` (${where.trim()})`}`)
  return EXIT.failed
}
