import { Command, Option } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { ask, askIfThere, askJson, holdPath, jsonOf, messagePath, widthOf } from '../review/ask.ts'
import {
  type Connection,
  type ConnectionFlags,
  connectionOf,
  EXIT_CODES,
  withConnection,
} from '../review/connection.ts'

const EXAMPLES = `
Examples:
  proofgate show c5e7g9j0                  the last or first six characters of an id are enough
  proofgate show c5e7g9j0 --raw > reply.eml

Of several messages that a shortened id fits, a held one is shown. That it was looked at goes on record, each time.
${EXIT_CODES}`

type Flags = ConnectionFlags & { readonly raw?: boolean; readonly format: 'text' | 'json' }

/** `proofgate show ID`: one message, held or not, with what became of it and what is the matter with it. */
export function showCommand(cli: Cli): Command {
  const command = new Command('show')
    .description('show a message, what became of it, and what is the matter with it')
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
  if (flags.raw === true) return showOctets(cli, connection, id)
  const held = await askIfThere(connection, holdPath(id))
  return held === null ? showMessage(cli, connection, id, flags) : showHold(cli, connection, held, flags)
}

async function showOctets(cli: Cli, connection: Connection, id: string): Promise<void> {
  if (cli.out.isTTY === true)
    throw new CliError(
      'the octets of a mail can command a terminal: send them to a file or a program (… --raw > reply.eml)',
      EXIT.misconfigured,
    )
  const held = await askIfThere(connection, holdPath(id, '/raw'))
  const response = held ?? (await ask(connection, { path: messagePath(id, '/raw') }))
  cli.out.write(Buffer.from(await response.arrayBuffer()))
}

async function showHold(cli: Cli, connection: Connection, held: Response, { format }: Flags): Promise<void> {
  const [{ HoldView }, { holdText }] = await Promise.all([
    import('@proofgate/review'),
    import('../review/hold-text.ts'),
  ])
  const { json, data } = await jsonOf(connection, held, (answer) => HoldView.safeParse(answer))
  cli.out.write(format === 'json' ? jsonText(json) : holdText(data, new Date(), paintFor(cli.out), widthOf(cli)))
}

async function showMessage(cli: Cli, connection: Connection, given: string, { format }: Flags): Promise<void> {
  const [{ MessageView }, { Judgement }] = await Promise.all([import('@proofgate/review'), import('@proofgate/checks')])
  const asked = { path: messagePath(given) }
  const { json, data: message } = await askJson(connection, asked, (answer) => MessageView.safeParse(answer))
  const answer = await askIfThere(connection, messagePath(message.id, '/judgement'))
  const judged = answer === null ? null : await jsonOf(connection, answer, (shape) => Judgement.safeParse(shape))
  if (format === 'json') {
    cli.out.write(jsonText(Object.assign({}, json, { judgement: judged?.json ?? null })))
    return
  }
  const raw = await ask(connection, { path: messagePath(message.id, '/raw') })
  const [{ parseMail }, { messageText }] = await Promise.all([
    import('@proofgate/mail'),
    import('../review/message-text.ts'),
  ])
  const mail = await parseMail(Buffer.from(await raw.arrayBuffer()))
  const read = { message, mail, judgement: judged?.data ?? null }
  cli.out.write(messageText(read, paintFor(cli.out), widthOf(cli)))
}

const jsonText = (json: unknown): string => `${JSON.stringify(json, null, 2)}\n`
