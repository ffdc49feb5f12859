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
  proofgate release c5e7g9j0 d1f3h5k7 --yes     several; those whose conversation moved on meanwhile are left out
  proofgate release c5e7g9j0 d1f3h5k7 --yes --stale

${EXIT_CODES}`

type Flags = ConnectionFlags & { readonly yes?: boolean; readonly stale?: boolean }

/** `proofgate release ID…`: sends held messages on, octet for octet. */
export function releaseCommand(cli: Cli): Command {
  const command = new Command('release')
    .description('send held messages on as they are')
    .argument('<id...>')
    .option('-y, --yes', 'without asking')
    .option('--stale', 'of several, also those whose conversation moved on while they waited')
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((ids: readonly string[], flags: Flags) => release(cli, ids, flags))
}

async function release(cli: Cli, ids: readonly string[], flags: Flags): Promise<void> {
  const connection = connectionOf(cli, flags)
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return releaseOne(cli, connection, only, flags)
  const left: string[] = []
  for (const id of ids) {
    // Who named one message knows it; of many, nobody reads each again.
    const query = flags.stale === true ? '' : '?unlessStale=true'
    try {
      if (flags.yes === true || (await isWished(cli, connection, id))) await send(cli, connection, id, query)
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== EXIT.failed) throw error
      left.push(error.message)
    }
  }
  if (left.length > 0) throw new CliError(`${left.length} of ${ids.length} were left:\n${left.join('\n')}`, EXIT.failed)
}

async function releaseOne(cli: Cli, connection: Connection, id: string, flags: Flags): Promise<void> {
  if (flags.yes !== true && !(await isWished(cli, connection, id))) {
    cli.out.write('Nothing was released.\n')
    return
  }
  await send(cli, connection, id, '')
}

async function send(cli: Cli, connection: Connection, id: string, query: string): Promise<void> {
  const { DecisionView } = await import('@proofgate/review')
  const asked = { path: `${holdPath(id, '/release')}${query}`, idempotencyKey: randomUUID() }
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
