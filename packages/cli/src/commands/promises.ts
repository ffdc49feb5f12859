import type { PromiseView } from '@proofgate/review'
import { Argument, Command, Option } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { askJson, widthOf } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'
import { instantOf, type Listed, limitOf, listed, printList } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate promises                                what is still to be kept, due first
  proofgate promises --state overdue --agent anna@acme.example
  proofgate promises --state all --format csv > promises.csv
  proofgate promises mark 17 kept                   it was kept by telephone; withdrawn, or open to take it back

The list quotes your mails, so that it was looked at goes on record.
${EXIT_CODES}`

type Flags = ConnectionFlags & {
  readonly state: 'open' | 'overdue' | 'kept' | 'renewed' | 'withdrawn' | 'all'
  readonly team?: string
  readonly agent?: string
  readonly customer?: string
  readonly dueBefore?: string
  readonly limit: number
  readonly format: 'table' | 'json' | 'jsonl' | 'csv'
}

/** `proofgate promises`: what customers were promised until when. */
export function promisesCommand(cli: Cli): Command {
  const command = new Command('promises')
    .description('list what customers were promised until when, and what became of it')
    .addOption(
      new Option('--state <state>', 'which')
        .choices(['open', 'overdue', 'kept', 'renewed', 'withdrawn', 'all'])
        .default('open'),
    )
    .option('--team <name>', 'of a team of the policy')
    .option('--agent <address>', 'made by this agent')
    .option('--customer <text>', "part of the customer's address or name")
    .option('--due-before <time>', 'due before then: 2026-11-24, 2026-11-24T09:00:00Z', instantOf)
    .option('--limit <number>', 'how many at most', limitOf, 50)
    .addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl', 'csv']).default('table'),
    )
  // Flags behind `mark` are its own.
  return withConnection(command.enablePositionalOptions())
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => list(cli, flags))
    .addCommand(markCommand(cli))
}

async function list(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  await printList(cli, await promisesOf(cli, flags), {
    ...flags,
    empty: 'No promise fits.',
    csv: async (rows) => (await import('@proofgate/review')).promisesCsv(rows),
    table: async (rows) =>
      (await import('../review/conversation-table.ts')).promiseTable(rows, new Date(), paintFor(cli.out), widthOf(cli)),
  })
}

async function promisesOf(cli: Cli, flags: Flags): Promise<Listed<PromiseView>[]> {
  const { PromisePage } = await import('@proofgate/review')
  const { state, team, agent, customer, dueBefore, limit } = flags
  return listed(connectionOf(cli, flags), {
    path: '/v1/promises',
    query: { state, team, agent, customer, dueBefore },
    key: 'promises',
    limit,
    parse: (json) => PromisePage.transform(({ promises: rows, next }) => ({ rows, next })).safeParse(json),
  })
}

function markCommand(cli: Cli): Command {
  const command = new Command('mark')
    .description('say what became of a promise; it stands, whatever later mails say')
    .argument('<number>', 'as the list names it')
    .addArgument(new Argument('<state>').choices(['kept', 'withdrawn', 'open']))
  return withConnection(command).action(async (number: string, state: string, flags: ConnectionFlags) => {
    const { PromiseView: Shape } = await import('@proofgate/review')
    const asked = { path: `/v1/promises/${encodeURIComponent(number)}/mark`, body: { state } }
    const { data } = await askJson(connectionOf(cli, flags), asked, (json) => Shape.safeParse(json))
    cli.out.write(`Promise ${data.id} is ${data.state}.\n`)
  })
}
