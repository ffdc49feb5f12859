import { Command, Option } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { ask, askJson, holdPath, widthOf } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'

const EXAMPLES = `
Examples:
  proofgate show c5e7g9j0                  the last or first six characters of an id are enough
  proofgate show c5e7g9j0 --raw > reply.eml

That it was looked at goes on record, each time.
${EXIT_CODES}`

type Flags = ConnectionFlags & { readonly raw?: boolean; readonly format: 'text' | 'json' }

/** `proofgate show ID`: one held message with what is the matter with it. */
export function showCommand(cli: Cli): Command {
  const command = new Command('show')
    .description('show a held message and what is the matter with it')
    .argument('<id>')
    .option('--raw', 'the octets of the message as they came in, and nothing else')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((id: string, flags: Flags) => show(cli, id, flags))
}

async function show(cli: Cli, id: string, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  const connection = connectionOf(cli, flags)
  if (flags.raw === true) {
    if (cli.out.isTTY === true)
      throw new CliError(
        'the octets of a mail can command a terminal: send them to a file or a program (… --raw > reply.eml)',
        EXIT.misconfigured,
      )
    const response = await ask(connection, { path: holdPath(id, '/raw') })
    cli.out.write(Buffer.from(await response.arrayBuffer()))
    return
  }
  const [{ HoldView }, { holdText }] = await Promise.all([
    import('@proofgate/review'),
    import('../review/hold-text.ts'),
  ])
  const { json, data } = await askJson(connection, { path: holdPath(id) }, (answer) => HoldView.safeParse(answer))
  cli.out.write(
    flags.format === 'json'
      ? `${JSON.stringify(json, null, 2)}\n`
      : holdText(data, new Date(), paintFor(cli.out), widthOf(cli)),
  )
}
