import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Role } from '@proofgate/store'
import { Command, Option } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { tableOf } from '../table.ts'
import { withStore } from '../with-store.ts'

const EXAMPLES = `
Examples:
  proofgate users add desk --sender '*@acme.example'        a login for a mail tool; the password is printed once
  proofgate users add tina --role reviewer --name 'Tina Lee'
  proofgate users change desk --sender '*@acme.example' --sender '*@acme.test'
  proofgate users disable desk
  echo "$SECRET" | proofgate users password desk

Exit codes: 0 done, 2 mistakes in the configuration or in how the command was typed, 3 it could not be done.`

type Common = { readonly config?: string }
type UserFlags = Common & { readonly name?: string; readonly sender?: string[]; readonly role?: Role[] }

/** `proofgate users`: who may sign in, by SMTP and at the console. */
export function usersCommand(cli: Cli): Command {
  const users = new Command('users')
    .description('who may sign in, by SMTP and at the console')
    .addHelpText('after', EXAMPLES)
  const sub = (name: string, description: string) =>
    users.command(name).description(description).option('-c, --config <file>', 'configuration file')
  withUserFlags(sub('add', 'add a user'))
    .argument('<login>')
    .action((login: string, flags: UserFlags) => add(cli, login, flags))
  withUserFlags(sub('change', 'change a user'))
    .argument('<login>')
    .action((login: string, flags: UserFlags) => change(cli, login, flags))
  sub('list', 'list all users')
    .addOption(new Option('--format <format>', 'how').choices(['table', 'json']).default('table'))
    .action((flags: Common & { readonly format: 'table' | 'json' }) => list(cli, flags))
  sub('password', 'set a password: from standard input, or a fresh one')
    .argument('<login>')
    .action((login: string, flags: Common) => setPassword(cli, login, flags))
  for (const [name, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    sub(name, disabled ? 'stop a user from signing in' : 'let a user sign in again')
      .argument('<login>')
      .action((login: string, flags: Common) => setDisabled(cli, login, disabled, flags))
  }
  return users
}

function withUserFlags(command: Command): Command {
  return command
    .option('--name <name>', 'name for people')
    .option('--sender <pattern...>', "addresses it may send as, '*' for any characters: '*@acme.example'")
    .addOption(new Option('--role <role...>', 'what else it may do').choices(['reviewer', 'journal', 'admin']))
}

async function add(cli: Cli, login: string, flags: UserFlags): Promise<void> {
  if (!/^[^\s\p{C}]{1,100}$/u.test(login)) {
    throw new CliError(
      `"${login}" is no login: use up to 100 letters, digits and signs, without spaces`,
      EXIT.misconfigured,
    )
  }
  const senders = sendersOf(flags)
  const given = await passwordFromInput(cli)
  const password = given ?? freshPassword()
  const done = await withStore(cli, flags, async (store) => {
    const { addUser } = await import('@proofgate/store')
    const user = { login, name: flags.name ?? login, senders, roles: flags.role ?? [], password }
    return addUser(store.sql, user, ACTOR)
  })
  if (!done) throw new CliError(`the login ${login} is taken; "proofgate users change ${login}" changes it`)
  cli.out.write(`Added ${login}.${senders.length === 0 ? ' It may not send mail: give it a --sender for that.' : ''}\n`)
  if (given === null) tellPassword(cli, password)
}

async function change(cli: Cli, login: string, flags: UserFlags): Promise<void> {
  const senders = flags.sender === undefined ? {} : { senders: sendersOf(flags) }
  const { name, role } = flags
  const wanted = { ...senders, ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { roles: role }) }
  if (Object.keys(wanted).length === 0) {
    throw new CliError('nothing to change: give --name, --sender or --role', EXIT.misconfigured)
  }
  await changed(cli, login, flags, wanted)
  cli.out.write(`Changed ${login}.\n`)
}

async function setPassword(cli: Cli, login: string, flags: Common): Promise<void> {
  const given = await passwordFromInput(cli)
  const password = given ?? freshPassword()
  await changed(cli, login, flags, { password })
  cli.out.write(`Changed the password of ${login}.\n`)
  if (given === null) tellPassword(cli, password)
}

async function setDisabled(cli: Cli, login: string, disabled: boolean, flags: Common): Promise<void> {
  await changed(cli, login, flags, { disabled })
  const open = ' A mail tool that is signed in stays so until its connection ends, an hour at most (intake.session).'
  cli.out.write(`${disabled ? `Disabled ${login}.${open}` : `Enabled ${login}.`}\n`)
}

async function list(cli: Cli, flags: Common & { readonly format: 'table' | 'json' }): Promise<void> {
  const users = await withStore(cli, flags, async (store) => (await import('@proofgate/store')).listUsers(store.sql))
  if (flags.format === 'json') return void cli.out.write(`${JSON.stringify(users, null, 2)}\n`)
  if (users.length === 0)
    return void cli.out.write("No users yet. `proofgate users add LOGIN --sender '*@your.domain'` adds one.\n")
  const rows = users.map((user) => [
    user.login,
    user.name,
    user.senders.join(' ') || '-',
    user.roles.join(' ') || '-',
    user.disabledAt === null ? 'active' : 'disabled',
  ])
  cli.out.write(tableOf([['LOGIN', 'NAME', 'SENDS AS', 'ROLES', 'STATE'], ...rows], paintFor(cli.out)))
}

const ACTOR = 'user:command line'

async function changed(
  cli: Cli,
  login: string,
  flags: Common,
  wanted: Parameters<typeof import('@proofgate/store').changeUser>[2],
): Promise<void> {
  const done = await withStore(cli, flags, async (store) =>
    (await import('@proofgate/store')).changeUser(store.sql, login, wanted, ACTOR),
  )
  if (!done) throw new CliError(`there is no user ${login}; "proofgate users list" shows all`)
}

function sendersOf({ sender = [] }: UserFlags): string[] {
  const wrong = sender.find((pattern) => !/^(?:\*|[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255})$/.test(pattern))
  if (wrong === undefined) return sender
  throw new CliError(
    `--sender ${wrong} is no sender pattern: write an address or a pattern like '*@acme.example' (in quotes)`,
    EXIT.misconfigured,
  )
}

/** A password piped in, without its line end; `null` at a terminal, where one is made instead. */
async function passwordFromInput(cli: Cli): Promise<string | null> {
  if (cli.stdin.isTTY === true) return null
  const password = (await text(cli.stdin)).replace(/\r?\n$/, '')
  return password === '' ? null : password
}

function freshPassword(): string {
  return randomBytes(18).toString('base64url')
}

function tellPassword(cli: Cli, password: string): void {
  cli.out.write(`Password (shown once): ${paintFor(cli.out)('bold', password)}\n`)
}
