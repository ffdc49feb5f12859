import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import { visible } from '../check/excerpt.ts'
import { type Cli, CliError, EXIT } from '../cli.ts'
import { askJson, holdPath } from '../review/ask.ts'
import {
  type Connection,
  type ConnectionFlags,
  connectionOf,
  EXIT_CODES,
  withConnection,
} from '../review/connection.ts'

const EXAMPLES = `
Examples:
  proofgate release c5e7g9j0            asks first
  proofgate release c5e7g9j0 --yes

${EXIT_CODES}`

type Flags = ConnectionFlags & { readonly yes?: boolean }

/** `proofgate release ID`: sends a held message on, octet for octet. */
export function releaseCommand(cli: Cli): Command {
  const command = new Command('release')
    .description('send a held message on as it is')
    .argument('<id>')
    .option('-y, --yes', 'without asking')
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((id: string, flags: Flags) => release(cli, id, flags))
}

async function release(cli: Cli, id: string, flags: Flags): Promise<void> {
  const connection = connectionOf(cli, flags)
  if (flags.yes !== true && !(await isWished(cli, connection, id))) {
    cli.out.write('Nothing was released.\n')
    return
  }
  const { DecisionView } = await import('@proofgate/review')
  const asked = { path: holdPath(id, '/release'), idempotencyKey: randomUUID() }
  const { data } = await askJson(connection, asked, (answer) => DecisionView.safeParse(answer))
  cli.out.write(`Released ${data.id}.\n`)
}

/** Shows what would go out, and to whom, and asks. */
async function isWished(cli: Cli, connection: Connection, id: string): Promise<boolean> {
  if (cli.stdin.isTTY !== true)
    throw new CliError('there is no terminal to ask at: give --yes to release it without asking', EXIT.misconfigured)
  const { HoldView } = await import('@proofgate/review')
  const { data } = await askJson(connection, { path: holdPath(id) }, (answer) => HoldView.safeParse(answer))
  const what = visible(`"${data.subject ?? '(no subject)'}" to ${data.recipients.join(', ')}`)
  const terminal = createInterface({ input: cli.stdin, output: cli.err })
  try {
    return /^\s*y(?:es)?\s*$/i.test(await terminal.question(`Release ${what}? [y/N] `))
  } finally {
    terminal.close()
  }
}
