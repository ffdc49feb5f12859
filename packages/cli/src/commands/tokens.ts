import type { Role } from '@proofgate/store'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Cli, CliError, paintFor } from '../cli.ts'
import { tableOf } from '../table.ts'
import { withStore } from '../with-store.ts'

const EXAMPLES = `
Examples:
  proofgate tokens add 'ticket tool'                 may list and decide holds; the token is printed once
  proofgate tokens add metrics --role reviewer --days 90
  proofgate tokens revoke 01kas2v4m8q1xw3c5e7g9j0n2p

Exit codes: 0 done, 2 mistakes in the configuration or in how the command was typed, 3 it could not be done.`

type Common = { readonly config?: string }
type TokenFlags = Common & { readonly role: Role[]; readonly days?: number }

const ACTOR = 'user:command line'
const DAY_MS = 86_400_000

/** `proofgate tokens`: which programs may use the HTTP API. */
export function tokensCommand(cli: Cli): Command {
  const tokens = new Command('tokens').description('which programs may use the HTTP API').addHelpText('after', EXAMPLES)
  const sub = (name: string, description: string) =>
    tokens.command(name).description(description).option('-c, --config <file>', 'configuration file')
  sub('add', 'make a token')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--role <role...>', 'what it may do').choices(['reviewer', 'journal', 'admin']).default(['reviewer']),
    )
    .option('--days <days>', 'after how many days it ends', daysOf)
    .action((name: string, flags: TokenFlags) => add(cli, name, flags))
  sub('list', 'list all tokens')
    .addOption(new Option('--format <format>', 'how').choices(['table', 'json']).default('table'))
    .action((flags: Common & { readonly format: 'table' | 'json' }) => list(cli, flags))
  sub('revoke', 'end a token for good')
    .argument('<id>')
    .action((id: string, flags: Common) => revoke(cli, id, flags))
  return tokens
}

async function add(cli: Cli, name: string, { role, days, ...flags }: TokenFlags): Promise<void> {
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS)
  const { id, secret } = await withStore(cli, flags, async ({ sql }) =>
    (await import('@proofgate/store')).addToken(sql, { name, roles: role, expiresAt }, ACTOR),
  )
  cli.out.write(`Made the token ${id}.\nToken (shown once): ${paintFor(cli.out)('bold', secret)}\n`)
}

async function list(cli: Cli, flags: Common & { readonly format: 'table' | 'json' }): Promise<void> {
  const tokens = await withStore(cli, flags, async ({ sql }) => (await import('@proofgate/store')).listTokens(sql))
  if (flags.format === 'json') return void cli.out.write(`${JSON.stringify(tokens, null, 2)}\n`)
  const rows = tokens.map(({ id, name, roles, createdAt, expiresAt, revokedAt }) => [
    id,
    name,
    roles.join(' ') || '-',
    dayOf(createdAt),
    revokedAt !== null ? `revoked ${dayOf(revokedAt)}` : expiresAt === null ? 'active' : `until ${dayOf(expiresAt)}`,
  ])
  cli.out.write(tableOf([['ID', 'NAME', 'ROLES', 'MADE', 'STATE'], ...rows], paintFor(cli.out)))
}

async function revoke(cli: Cli, id: string, flags: Common): Promise<void> {
  const done = await withStore(cli, flags, async ({ sql }) =>
    (await import('@proofgate/store')).revokeToken(sql, id.toLowerCase(), ACTOR),
  )
  if (!done) throw new CliError(`no token ${id} is active; "proofgate tokens list" shows all`)
  cli.out.write(`Revoked ${id}.\n`)
}

function daysOf(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('write a number of days, 1 to 99999.')
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
