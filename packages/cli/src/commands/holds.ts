import type { HoldSummary } from '@proofgate/review'
import { Command, Option } from 'commander'
import { type Cli, type Paint, paintFor } from '../cli.ts'
import { widthOf } from '../review/ask.ts'
import {
  type Connection,
  type ConnectionFlags,
  connectionOf,
  EXIT_CODES,
  withConnection,
} from '../review/connection.ts'
import { jsonText, type Listed, limitOf, listed } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate holds                                    what waits, who waits longest first
  proofgate holds --check placeholder --sender anna
  proofgate holds --status decided --format jsonl | jq .decidedBy

The id of a line is enough for show, release and return.
${EXIT_CODES}`

type Flags = ConnectionFlags & {
  readonly status: 'waiting' | 'decided' | 'all'
  readonly sender?: string
  readonly recipient?: string
  readonly subject?: string
  readonly check?: string
  readonly stale?: boolean
  readonly limit: number
  readonly format: 'table' | 'json' | 'jsonl'
}

/** `proofgate holds`: what waits for a person. */
export function holdsCommand(cli: Cli): Command {
  const command = new Command('holds')
    .description('list held messages')
    .addOption(new Option('--status <status>', 'which').choices(['waiting', 'decided', 'all']).default('waiting'))
    .option('--sender <text>', 'part of the sender or login')
    .option('--recipient <text>', 'part of a recipient')
    .option('--subject <text>', 'part of the subject')
    .option('--check <id>', 'a check that objects')
    .option('--stale', 'only those whose conversation moved on while they waited')
    .option('--no-stale', 'only the others')
    .option('--limit <number>', 'how many at most', limitOf, 50)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl']).default('table'))
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => list(cli, flags))
}

async function list(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  const holds = await holdsOf(connectionOf(cli, flags), flags)
  if (flags.format !== 'table') return void cli.out.write(jsonText(holds, flags.format))
  const { holdTable } = await import('../review/hold-table.ts')
  cli.out.write(tableText(holdTable, holds, flags, paintFor(cli.out), widthOf(cli)))
}

async function holdsOf(connection: Connection, flags: Flags): Promise<Listed<HoldSummary>[]> {
  const { HoldPage } = await import('@proofgate/review')
  const { status, sender, recipient, subject, check, stale, limit } = flags
  return listed(connection, {
    path: '/v1/holds',
    query: { status, sender, recipient, subject, check, stale: stale?.toString() },
    key: 'holds',
    limit,
    parse: (json) => HoldPage.transform(({ holds, next }) => ({ rows: holds, next })).safeParse(json),
  })
}

function tableText(
  holdTable: typeof import('../review/hold-table.ts').holdTable,
  holds: readonly Listed<HoldSummary>[],
  { status, limit }: Flags,
  paint: Paint,
  width: number,
): string {
  if (holds.length === 0) return status === 'waiting' ? 'Nothing waits.\n' : 'No held message fits.\n'
  const table = holdTable(
    holds.map(({ row }) => row),
    new Date(),
    paint,
    width,
  )
  return holds.length < limit ? table : `${table}${paint('dim', `The first ${limit}; --limit shows more.`)}\n`
}
