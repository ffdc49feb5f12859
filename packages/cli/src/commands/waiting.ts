import type { ConversationSummary } from '@proofgate/review'
import { Command, Option } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { askJson, widthOf } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'
import { instantOf, type Listed, limitOf, listed, printList } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate waiting                                 customers who wait for an answer, due first
  proofgate waiting --status overdue --team north
  proofgate waiting --status at-risk --since 7d
  proofgate waiting --status all --format csv > conversations.csv
  proofgate waiting show c5e7g9j0                   its mails, questions and promises
  proofgate waiting close c5e7g9j0                  nothing is left to do: it was settled by telephone

${EXIT_CODES}`

type Flags = ConnectionFlags & {
  readonly status: 'waiting' | 'overdue' | 'at-risk' | 'all'
  readonly team?: string
  readonly agent?: string
  readonly customer?: string
  readonly since?: string
  readonly limit: number
  readonly format: 'table' | 'json' | 'jsonl' | 'csv'
}

/** `proofgate waiting`: who waits for an answer, and since when. */
export function waitingCommand(cli: Cli): Command {
  const command = new Command('waiting')
    .description('list customers who wait for an answer, and conversations')
    .addOption(
      new Option('--status <status>', 'which').choices(['waiting', 'overdue', 'at-risk', 'all']).default('waiting'),
    )
    .option('--team <name>', 'of a team of the policy')
    .option('--agent <address>', 'in which this agent wrote')
    .option('--customer <text>', "part of the customer's address or name")
    .option('--since <time>', 'in which somebody wrote since then: 2026-11-24, 36h, 7d', instantOf)
    .option('--limit <number>', 'how many at most', limitOf, 50)
    .addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl', 'csv']).default('table'),
    )
  // Flags behind `show` and `close` are theirs.
  return withConnection(command.enablePositionalOptions())
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => list(cli, flags))
    .addCommand(showCommand(cli))
    .addCommand(closeCommand(cli))
}

async function list(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  await printList(cli, await conversationsOf(cli, flags), {
    ...flags,
    empty: NOBODY[flags.status],
    csv: async (rows) => (await import('@proofgate/review')).conversationsCsv(rows),
    table: async (rows) =>
      (await import('../review/conversation-table.ts')).conversationTable(
        rows,
        new Date(),
        paintFor(cli.out),
        widthOf(cli),
      ),
  })
}

const NOBODY = {
  waiting: 'Nobody waits.',
  overdue: 'Nothing is overdue.',
  'at-risk': 'Nobody is at risk.',
  all: 'No conversation fits.',
} as const

async function conversationsOf(cli: Cli, flags: Flags): Promise<Listed<ConversationSummary>[]> {
  const { ConversationPage } = await import('@proofgate/review')
  const { status, team, agent, customer, since, limit } = flags
  return listed(connectionOf(cli, flags), {
    path: '/v1/conversations',
    query: { status, team, agent, customer, since },
    key: 'conversations',
    limit,
    parse: (json) => ConversationPage.transform(({ conversations: rows, next }) => ({ rows, next })).safeParse(json),
  })
}

type ShowFlags = ConnectionFlags & { readonly format: 'text' | 'json' }

function showCommand(cli: Cli): Command {
  const command = new Command('show')
    .description('show a conversation; that it was looked at goes on record')
    .argument('<id>', 'or its last or first six characters')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  return withConnection(command).action(async (id: string, flags: ShowFlags) => {
    cli.quitWhenUnread()
    const { ConversationView } = await import('@proofgate/review')
    const asked = { path: conversationPath(id) }
    const { json, data } = await askJson(connectionOf(cli, flags), asked, (answer) =>
      ConversationView.safeParse(answer),
    )
    if (flags.format === 'json') return void cli.out.write(`${JSON.stringify(json, null, 2)}\n`)
    const { conversationText } = await import('../review/conversation-text.ts')
    cli.out.write(conversationText(data, new Date(), paintFor(cli.out), widthOf(cli)))
  })
}

function closeCommand(cli: Cli): Command {
  const command = new Command('close')
    .description('say that nothing is left to do in a conversation, until the customer writes again')
    .argument('<id>')
  return withConnection(command).action(async (id: string, flags: ConnectionFlags) => {
    const { ClosedConversation } = await import('@proofgate/review')
    const asked = { path: conversationPath(id, '/close'), body: {} }
    const { data } = await askJson(connectionOf(cli, flags), asked, (json) => ClosedConversation.safeParse(json))
    cli.out.write(`Closed ${data.id}.\n`)
  })
}

const conversationPath = (id: string, act = ''): string => `/v1/conversations/${encodeURIComponent(id)}${act}`
