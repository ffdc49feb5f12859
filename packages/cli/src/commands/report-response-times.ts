import { Command, Option } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { askJson, widthOf } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'
import { instantOf, parametersOf } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate report response-times                           of the last 30 days
  proofgate report response-times --by agent --since 7d
  proofgate report response-times --by hour --team north --format csv

A wait begins with the customer's first mail since yours and ends with your next. OPEN counts the hours in which the team
is open (response_target of the policy); LATE are answers later than the target.
${EXIT_CODES}`

type Flags = ConnectionFlags & {
  readonly by: 'all' | 'team' | 'agent' | 'hour'
  readonly team?: string
  readonly agent?: string
  readonly since?: string
  readonly until?: string
  readonly format: 'table' | 'json' | 'csv'
}

/** `proofgate report response-times`: how long customers waited. */
export function responseTimesCommand(cli: Cli): Command {
  const command = new Command('response-times')
    .description('how long customers waited for answers: median, 90th percentile, and how many were late')
    .addOption(new Option('--by <what>', 'a line for each').choices(['all', 'team', 'agent', 'hour']).default('all'))
    .option('--team <name>', 'of a team of the policy')
    .option('--agent <address>', 'of one agent')
    .option('--since <time>', 'answers given since then: 2026-11-01, 7d', instantOf)
    .option('--until <time>', 'answers given before then', instantOf)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json', 'csv']).default('table'))
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => report(cli, flags))
}

async function report(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  const { ResponseTimes, responseTimesCsv } = await import('@proofgate/review')
  const { by, team, agent, since, until } = flags
  const path = `/v1/response-times?${parametersOf({ by, team, agent, from: since, to: until })}`
  const { json, data } = await askJson(connectionOf(cli, flags), { path }, (answer) => ResponseTimes.safeParse(answer))
  if (flags.format === 'json') return void cli.out.write(`${JSON.stringify(json, null, 2)}\n`)
  if (flags.format === 'csv') return void cli.out.write(responseTimesCsv(data))
  if (data.lines.length === 0) return void cli.out.write('Nobody was answered in that time.\n')
  const { responseTimesTable } = await import('../review/conversation-table.ts')
  cli.out.write(responseTimesTable(data, paintFor(cli.out), widthOf(cli)))
}
