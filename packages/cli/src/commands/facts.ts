import type { FactView } from '@proofgate/review'
import { Command, InvalidArgumentError, Option } from 'commander'
import { visible } from '../check/excerpt.ts'
import { type Cli, type Paint, paintFor } from '../cli.ts'
import { type Asked, askJson } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'
import { jsonText, type Listed, limitOf, listed } from '../review/pages.ts'
import { type Cell, tableOf } from '../table.ts'

const EXAMPLES = `
Examples:
  proofgate facts                                    what is true now and later
  proofgate facts add 'return window' '30 days' --until 2026-12-31
  proofgate facts change 01kas2v4m8q1xw3c5e7g9j0n2p --value '60 days'
  proofgate facts history 01kas2v4m8q1xw3c5e7g9j0n2p
  proofgate facts --status all --format csv > facts.csv

A reply that says otherwise contradicts it (check inconsistent-answer). They stand beside the facts of the policy file, and before one of
the same topic. To add, change and retire wants the role admin.
${EXIT_CODES}`

type Format = { readonly format: 'table' | 'json' | 'jsonl' | 'csv' }
type ListFlags = ConnectionFlags &
  Format & {
    readonly status: 'standing' | 'all'
    readonly topic?: string
    readonly on?: string
    readonly limit: number
  }
type WordFlags = ConnectionFlags & {
  readonly topic?: string
  readonly value?: string
  readonly statement?: string
  readonly from?: string
  readonly until?: string
}

/** `proofgate facts`: what replies must not contradict. */
export function factsCommand(cli: Cli): Command {
  const command = new Command('facts')
    .description('what is true: list, add, change and retire facts that replies must not contradict')
    .addOption(new Option('--status <status>', 'which versions').choices(['standing', 'all']).default('standing'))
    .option('--topic <text>', 'part of the topic')
    .option('--on <day>', 'only what is true on that day', dayOf)
    .option('--limit <number>', 'how many at most', limitOf, 200)
    .addOption(formatOption())
  // Flags behind a subcommand are its own.
  return withConnection(command.enablePositionalOptions())
    .addHelpText('after', EXAMPLES)
    .action((flags: ListFlags) => list(cli, flags))
    .addCommand(addCommand(cli))
    .addCommand(changeCommand(cli))
    .addCommand(retireCommand(cli))
    .addCommand(historyCommand(cli))
}

const formatOption = () =>
  new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl', 'csv']).default('table')

function addCommand(cli: Cli): Command {
  const command = new Command('add')
    .description('say what is true')
    .argument('<topic>', 'what it is about: return window')
    .argument('<value>', 'what is true: 30 days')
    .option('--statement <text>', 'the same as a sentence')
    .option('--from <day>', 'first day on which it is true', dayOf)
    .option('--until <day>', 'last day on which it is true', dayOf)
  return withConnection(command).action(async (topic: string, value: string, flags: WordFlags) => {
    const fact = await asked(cli, flags, { path: '/v1/facts', body: { topic, value, ...wordsOf(flags) } })
    cli.out.write(`Added ${fact.id}.\n`)
  })
}

function changeCommand(cli: Cli): Command {
  const command = new Command('change')
    .description('put a new version in the place of one that stands; what is not given stays')
    .argument('<id>')
    .option('--topic <text>')
    .option('--value <text>')
    .option('--statement <text>', 'the same as a sentence')
    .option('--from <day>', 'first day on which it is true, or always', dayOrNone)
    .option('--until <day>', 'last day on which it is true, or always', dayOrNone)
  return withConnection(command).action(async (id: string, flags: WordFlags) => {
    const { topic, value } = flags
    const body = { topic, value, ...wordsOf(flags) }
    const fact = await asked(cli, flags, { method: 'PATCH', path: pathOf(id), body })
    cli.out.write(`${fact.replaces} is now ${fact.id}: ${visible(`${fact.topic} ${fact.value}`)}.\n`)
  })
}

function retireCommand(cli: Cli): Command {
  const command = new Command('retire').description('take a fact back; it stays in the history').argument('<id>')
  return withConnection(command).action(async (id: string, flags: ConnectionFlags) => {
    const fact = await asked(cli, flags, { method: 'DELETE', path: pathOf(id) })
    cli.out.write(`Retired ${fact.id}.\n`)
  })
}

function historyCommand(cli: Cli): Command {
  const command = new Command('history')
    .description('all versions of a fact, newest first')
    .argument('<id>', 'of any version')
    .addOption(formatOption())
  return withConnection(command).action(async (id: string, flags: ConnectionFlags & Format) => {
    const { FactHistory } = await import('@proofgate/review')
    const { data } = await askJson(connectionOf(cli, flags), { path: `${pathOf(id)}/history` }, (json) =>
      FactHistory.safeParse(json),
    )
    await print(
      cli,
      data.facts.map((row) => ({ json: row, row })),
      flags,
    )
  })
}

async function list(cli: Cli, flags: ListFlags): Promise<void> {
  cli.quitWhenUnread()
  const { FactPage } = await import('@proofgate/review')
  const { status, topic, on, limit } = flags
  const rows = await listed<FactView>(connectionOf(cli, flags), {
    path: '/v1/facts',
    query: { status, topic, on },
    key: 'facts',
    limit,
    parse: (json) => FactPage.transform(({ facts, next }) => ({ rows: facts, next })).safeParse(json),
  })
  await print(cli, rows, flags)
}

async function print(cli: Cli, rows: readonly Listed<FactView>[], { format }: Format): Promise<void> {
  if (format === 'json' || format === 'jsonl') return void cli.out.write(jsonText(rows, format))
  const facts = rows.map(({ row }) => row)
  if (format === 'csv') {
    const { factsCsv } = await import('@proofgate/review')
    return void cli.out.write(factsCsv(facts))
  }
  cli.out.write(facts.length === 0 ? 'No fact fits.\n' : factTable(facts, paintFor(cli.out)))
}

function factTable(facts: readonly FactView[], paint: Paint): string {
  const head = ['ID', 'TOPIC', 'VALUE', 'FROM', 'UNTIL', 'SAID BY'].map((text): Cell => ({ text, style: 'dim' }))
  const rows = facts.map((fact): Cell[] => [
    { text: fact.id, style: fact.retiredAt === null ? 'bold' : 'dim' },
    visible(fact.topic),
    visible(fact.value),
    fact.validFrom ?? '-',
    fact.validUntil ?? '-',
    visible(`${fact.createdBy} ${fact.createdAt.slice(0, 10)}${fact.retiredAt === null ? '' : ', retired by '}`) +
      visible(fact.retiredAt === null ? '' : `${fact.retiredBy} ${fact.retiredAt.slice(0, 10)}`),
  ])
  return tableOf([head, ...rows], paint)
}

async function asked(cli: Cli, flags: ConnectionFlags, request: Asked): Promise<FactView> {
  const { FactView: Shape } = await import('@proofgate/review')
  const { data } = await askJson(connectionOf(cli, flags), request, (json) => Shape.safeParse(json))
  return data
}

const wordsOf = ({ statement, from, until }: WordFlags) => ({
  statement,
  validFrom: from === ALWAYS ? null : from,
  validUntil: until === ALWAYS ? null : until,
})
/** Without bound. commander takes no null of a parser. */
const ALWAYS = 'always'
const pathOf = (id: string) => `/v1/facts/${encodeURIComponent(id.toLowerCase())}`

function dayOf(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new InvalidArgumentError('Give a day like 2026-03-01.')
}

const dayOrNone = (text: string): string => (text === ALWAYS ? text : dayOf(text))
