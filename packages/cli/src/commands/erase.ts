import { createInterface } from 'node:readline/promises'
import type { CustomerErasure } from '@proofgate/review'
import { Command } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { askJson } from '../review/ask.ts'
import { type Connection, type ConnectionFlags, connectionOf, withConnection } from '../review/connection.ts'

const EXAMPLES = `
Examples:
  proofgate erase kim@customer.example --dry-run     how much it is
  proofgate erase kim@customer.example               tells it, asks for the address once more, and erases
  proofgate erase kim@customer.example --yes         asks nothing, for scripts

Words, names, subjects and the address go, everywhere; counts, times, states, verdicts and SHA-256 stay, and so does who erased when.
It cannot be undone. Wants the role admin. While a mail of theirs is held or in the queue, nothing is erased.

Exit codes: 0 done, 2 mistakes in the configuration or in how the command was typed, 3 nobody of that address, one of ours, mails under way
or not confirmed, 4 the review service cannot be reached or does not let this token in.`

type Flags = ConnectionFlags & { readonly dryRun?: boolean; readonly yes?: boolean }
/** All mails are read through for the address. */
const WAIT_MS = 1_200_000

type Counts = CustomerErasure['removed']

/** `proofgate erase ADDRESS`: removes a customer's words at their wish. */
export function eraseCommand(cli: Cli): Command {
  const command = new Command('erase')
    .description("erase a customer's words, names and address at their wish; counts, times and states stay")
    .argument('<address>', 'of the customer')
    .option('--dry-run', 'only say what would be removed')
    .option('--yes', 'do not ask')
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((address: string, flags: Flags) => erase(cli, address, flags))
}

async function erase(cli: Cli, address: string, flags: Flags): Promise<void> {
  const connection = connectionOf(cli, flags)
  const path = `/v1/customers/${encodeURIComponent(address)}`
  const { ErasurePlan } = await import('@proofgate/review')
  const { data: plan } = await askJson(connection, { path: `${path}/erasure`, waitMs: WAIT_MS }, (json) =>
    ErasurePlan.safeParse(json),
  )
  if (flags.dryRun || !flags.yes) cli.out.write(`Of ${plan.address} would go: ${countsText(plan.removes)}.\n`)
  if (plan.underWay.length > 0) {
    const words = `Nothing is erased while mails are held or in the queue: ${plan.underWay.join(' ')}`
    if (!flags.dryRun) throw new CliError(words)
    return void cli.out.write(`${words}\n`)
  }
  if (flags.dryRun) return
  if (!flags.yes) await confirmed(cli, plan.address)
  const done = await erasedBy(connection, path, plan.address)
  cli.out.write(
    `Erased ${countsText(done.removed)}.\nThey count as ${paintFor(cli.out)('bold', done.pseudonym)} from now on.\n`,
  )
}

async function erasedBy(connection: Connection, path: string, address: string): Promise<CustomerErasure> {
  const { CustomerErasure: Shape } = await import('@proofgate/review')
  const asked = { method: 'DELETE', path: `${path}?confirm=${encodeURIComponent(address)}`, waitMs: WAIT_MS } as const
  return (await askJson(connection, asked, (json) => Shape.safeParse(json))).data
}

/** @throws CliError when the address is not typed once more */
async function confirmed(cli: Cli, address: string): Promise<void> {
  const lines = createInterface({ input: cli.stdin, output: cli.out, terminal: false })
  try {
    cli.out.write('This cannot be undone. Type the address once more: ')
    const { value } = await lines[Symbol.asyncIterator]().next()
    if (typeof value === 'string' && value.trim().toLowerCase() === address) return
  } finally {
    lines.close()
  }
  throw new CliError('not confirmed, nothing was erased; --yes does not ask', EXIT.failed)
}

function countsText(counts: Counts): string {
  const { conversations, turns, messages, copies, judgements, points, promises, themeMembers } = counts
  const named: readonly (readonly [number, string, string])[] = [
    [conversations, 'conversation', 'conversations'],
    [turns, 'mail', 'mails'],
    [messages, 'stored message', 'stored messages'],
    [copies, 'copy', 'copies'],
    [judgements, "judgement's words", "judgements' words"],
    [points, 'question or request', 'questions and requests'],
    [promises, "promise's words", "promises' words"],
    [themeMembers, 'sentence in themes', 'sentences in themes'],
  ]
  const some = named.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
  return some.length === 0 ? 'nothing' : some.join(', ')
}
