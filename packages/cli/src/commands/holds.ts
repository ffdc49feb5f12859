import type { HoldSummary, HoldPage as Page } from '@proofgate/review'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Cli, type Paint, paintFor } from '../cli.ts'
import { askJson, widthOf } from '../review/ask.ts'
import {
  type Connection,
  type ConnectionFlags,
  connectionOf,
  EXIT_CODES,
  withConnection,
} from '../review/connection.ts'

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
  readonly limit: number
  readonly format: 'table' | 'json' | 'jsonl'
}

const PAGE = 200
const LIMIT_MAX = 100_000

/** `proofgate holds`: what waits for a person. */
export function holdsCommand(cli: Cli): Command {
  const command = new Command('holds')
    .description('list held messages')
    .addOption(new Option('--status <status>', 'which').choices(['waiting', 'decided', 'all']).default('waiting'))
    .option('--sender <text>', 'part of the sender or login')
    .option('--recipient <text>', 'part of a recipient')
    .option('--subject <text>', 'part of the subject')
    .option('--check <id>', 'a check that objects')
    .option('--limit <number>', 'how many at most', limitOf, 50)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl']).default('table'))
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => list(cli, flags))
}

function limitOf(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LIMIT_MAX}.`)
  return limit
}

async function list(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  const holds = await holdsOf(connectionOf(cli, flags), flags)
  switch (flags.format) {
    case 'json':
      return void cli.out.write(
        `${JSON.stringify(
          holds.map(({ json }) => json),
          null,
          2,
        )}\n`,
      )
    case 'jsonl':
      return void cli.out.write(holds.map(({ json }) => `${JSON.stringify(json)}\n`).join(''))
    case 'table': {
      const { holdTable } = await import('../review/hold-table.ts')
      return void cli.out.write(tableText(holdTable, holds, flags, paintFor(cli.out), widthOf(cli)))
    }
  }
}

/** A hold as it came and as it is known here: fields of newer services are passed on. */
type Listed = { readonly json: unknown; readonly hold: HoldSummary }

async function holdsOf(connection: Connection, flags: Flags): Promise<Listed[]> {
  const { HoldPage } = await import('@proofgate/review')
  const holds: Listed[] = []
  let cursor: string | null = null
  do {
    const left = flags.limit - holds.length
    const path = `/v1/holds?${parametersOf(flags, Math.min(left, PAGE), cursor)}`
    const page: { readonly json: unknown; readonly data: Page } = await askJson(connection, { path }, (json) =>
      HoldPage.safeParse(json),
    )
    const raw = rawHolds(page.json)
    holds.push(...page.data.holds.map((hold, i) => ({ json: raw[i], hold })))
    cursor = page.data.next
  } while (cursor !== null && holds.length < flags.limit)
  return holds
}

function rawHolds(json: unknown): readonly unknown[] {
  return typeof json === 'object' && json !== null && 'holds' in json && Array.isArray(json.holds) ? json.holds : []
}

function parametersOf(
  { status, sender, recipient, subject, check }: Flags,
  limit: number,
  cursor: string | null,
): string {
  const given = Object.entries({ status, sender, recipient, subject, check, limit: String(limit), cursor })
  return new URLSearchParams(
    given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ).toString()
}

function tableText(
  holdTable: typeof import('../review/hold-table.ts').holdTable,
  holds: readonly Listed[],
  { status, limit }: Flags,
  paint: Paint,
  width: number,
): string {
  if (holds.length === 0) return status === 'waiting' ? 'Nothing waits.\n' : 'No held message fits.\n'
  const table = holdTable(
    holds.map(({ hold }) => hold),
    new Date(),
    paint,
    width,
  )
  return holds.length < limit ? table : `${table}${paint('dim', `The first ${limit}; --limit shows more.`)}\n`
}
