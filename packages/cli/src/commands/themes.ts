import type { ThemeView } from '@proofgate/review'
import { Command, Option } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { askJson, widthOf } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, EXIT_CODES, withConnection } from '../review/connection.ts'
import { instantOf, type Listed, limitOf, listed, printList } from '../review/pages.ts'

const EXAMPLES = `
Examples:
  proofgate themes                                  what came up in the last twelve weeks, the commonest first
  proofgate themes --kind problem --team north --since 30d
  proofgate themes --format csv > themes.csv
  proofgate themes name 7g9j0n2p "Leaking kettles"  call it so; without a name its words stand for it again

The list quotes customers, so that it was looked at goes on record.
${EXIT_CODES}`

type Flags = ConnectionFlags & {
  readonly kind?: 'problem' | 'feedback' | 'question'
  readonly team?: string
  readonly since?: string
  readonly until?: string
  readonly limit: number
  readonly format: 'table' | 'json' | 'jsonl' | 'csv'
}

/** `proofgate themes`: what customers say again and again. */
export function themesCommand(cli: Cli): Command {
  const command = new Command('themes')
    .description('list what customers complain of, praise and ask again and again, week by week')
    .addOption(new Option('--kind <kind>', 'which').choices(['problem', 'feedback', 'question']))
    .option('--team <name>', 'in mails to a team of the policy')
    .option('--since <time>', 'written since then: 2026-11-24, 30d (default: 84d)', instantOf)
    .option('--until <time>', 'written before then', instantOf)
    .option('--limit <number>', 'how many at most', limitOf, 20)
    .addOption(
      new Option('--format <format>', 'how to print').choices(['table', 'json', 'jsonl', 'csv']).default('table'),
    )
  // Flags behind `name` are its own.
  return withConnection(command.enablePositionalOptions())
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => list(cli, flags))
    .addCommand(nameCommand(cli))
}

async function list(cli: Cli, flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  await printList(cli, await themesOf(cli, flags), {
    ...flags,
    empty: 'No theme fits: it takes four customers who say alike.',
    csv: async (rows) => (await import('@proofgate/review')).themesCsv(rows),
    table: async (rows) => (await import('../review/theme-table.ts')).themeTable(rows, paintFor(cli.out), widthOf(cli)),
  })
}

async function themesOf(cli: Cli, flags: Flags): Promise<Listed<ThemeView>[]> {
  const { ThemePage } = await import('@proofgate/review')
  const { kind, team, since, until, limit } = flags
  return listed(connectionOf(cli, flags), {
    path: '/v1/themes',
    query: { kind, team, since, until },
    key: 'themes',
    limit,
    parse: (json) => ThemePage.transform(({ themes: rows, next }) => ({ rows, next })).safeParse(json),
  })
}

function nameCommand(cli: Cli): Command {
  const command = new Command('name')
    .description('give a theme a name; without one its words stand for it again')
    .argument('<id>', 'as the list names it')
    .argument('[name]')
  return withConnection(command).action(async (id: string, name: string | undefined, flags: ConnectionFlags) => {
    const { NamedTheme } = await import('@proofgate/review')
    const asked = {
      path: `/v1/themes/${encodeURIComponent(id)}`,
      method: 'PATCH',
      body: { name: name ?? null },
    } as const
    const { data } = await askJson(connectionOf(cli, flags), asked, (json) => NamedTheme.safeParse(json))
    const { calledOf } = await import('../review/theme-table.ts')
    cli.out.write(`Theme ${data.id} is called: ${calledOf(data)}\n`)
  })
}
