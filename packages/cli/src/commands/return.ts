import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { type Cli, CliError, EXIT } from '../cli.ts'
import { askJson, holdPath } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'

const EXAMPLES = `
Examples:
  proofgate return c5e7g9j0 --note 'Please answer her second question.'
  proofgate return c5e7g9j0 --note - < note.txt

The agent gets the note and the findings, as a reply to the own mail.
${EXIT_CODES}`

type Flags = ConnectionFlags & { readonly note: string }

/** `proofgate return ID --note TEXT`: gives a held message back to its agent. */
export function returnCommand(cli: Cli): Command {
  const command = new Command('return')
    .description('give a held message back to its agent, with a note')
    .argument('<id>')
    .requiredOption('--note <text>', 'what the agent should change; - reads it from standard input')
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((id: string, flags: Flags) => giveBack(cli, id, flags))
}

async function giveBack(cli: Cli, id: string, flags: Flags): Promise<void> {
  const connection = connectionOf(cli, flags)
  const note = (flags.note === '-' ? await text(cli.stdin) : flags.note).trim()
  if (note === '') throw new CliError('the note is empty: say what the agent should change', EXIT.misconfigured)
  const { DecisionView } = await import('@proofgate/review')
  const asked = { path: holdPath(id, '/return'), body: { note }, idempotencyKey: randomUUID() }
  const { data } = await askJson(connection, asked, (answer) => DecisionView.safeParse(answer))
  cli.out.write(`Returned ${data.id}.\n`)
}
