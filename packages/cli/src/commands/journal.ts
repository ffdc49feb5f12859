import { Command, Option } from 'commander'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { type HandIn, handInOver, handInto } from '../journal/hand-in.ts'
import { messagesOf } from '../mailbox/messages.ts'
import { sourcesOf } from '../mailbox/sources.ts'
import { askJson } from '../review/ask.ts'
import { type ConnectionFlags, connectionOf, withConnection } from '../review/connection.ts'
import { withStore } from '../with-store.ts'

const EXAMPLES = `
Examples:
  proofgate journal question.eml              a mail of a customer, into the running installation
  proofgate journal Maildir/new old.mbox      folders of .eml files, Maildirs and mboxes are read as well
  proofgate journal --store question.eml      into the record itself, whether anything runs or not
  cat question.eml | proofgate journal -
  proofgate journal                           whether customers' mail comes in

Nothing is sent or answered. A mail that is known already is not taken twice, so repeating is harmless.
Exit codes: 0 all are on record, 2 mistakes in the configuration or in how the command was typed, 3 some could not be read
or taken, 4 the review service cannot be reached or does not let this token in.`

type Flags = ConnectionFlags & { readonly store?: boolean; readonly format: 'text' | 'json' }

/** What became of one mail, as `--format json` prints it. */
type Outcome = { readonly file: string } & (
  | { readonly id: string; readonly isNew: boolean }
  | { readonly error: string }
)

/** `proofgate journal FILE…`: hands customers' mail in, or says how it comes in. */
export function journalCommand(cli: Cli): Command {
  const command = new Command('journal')
    .description("hand in copies of customers' mail, or see whether they come in")
    .argument('[file...]', 'mail files, folders or mboxes; - reads standard input')
    .option('--store', 'put them into the record of this installation without asking the review service')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  return withConnection(command)
    .addHelpText('after', EXAMPLES)
    .action((files: string[], flags: Flags) => (files.length === 0 ? state(cli, flags) : handIn(cli, files, flags)))
}

async function handIn(cli: Cli, files: readonly string[], flags: Flags): Promise<void> {
  cli.quitWhenUnread()
  const outcomes = flags.store
    ? await withStore(cli, flags, async (store) => handInAll(cli, files, await handInto(store), flags))
    : await handInAll(cli, files, handInOver(connectionOf(cli, flags)), flags)
  if (flags.format === 'json') cli.out.write(`${JSON.stringify(outcomes, null, 2)}\n`)
  else cli.out.write(`${summaryOf(outcomes)}\n`)
  if (outcomes.some((outcome) => 'error' in outcome)) cli.finish(EXIT.failed)
}

async function handInAll(cli: Cli, files: readonly string[], put: HandIn, { format }: Flags): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for await (const found of messagesOf(await sourcesOf(files, cli.stdin))) {
    const outcome =
      'raw' in found ? await outcomeOf(found.name, found.raw, put) : { file: found.name, error: found.error }
    outcomes.push(outcome)
    if (format === 'text') cli.out.write(`${lineOf(cli, outcome)}\n`)
  }
  return outcomes
}

/** A mail that is refused is told among the others; a service that refuses all ends the command. */
async function outcomeOf(file: string, raw: Buffer, put: HandIn): Promise<Outcome> {
  try {
    return { file, ...(await put(raw)) }
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode === EXIT.unreachable) throw error
    return { file, error: error.message.replace(/\s+/g, ' ') }
  }
}

function lineOf(cli: Cli, outcome: Outcome): string {
  const file = outcome.file.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')
  if ('error' in outcome) return `${paintFor(cli.out)('red', 'not taken')}  ${file}: ${outcome.error}`
  return `${outcome.isNew ? 'taken' : 'known'}  ${outcome.id}  ${file}`
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const count = (is: (outcome: Outcome) => boolean) => outcomes.filter(is).length
  const taken = count((outcome) => 'id' in outcome && outcome.isNew)
  const known = count((outcome) => 'id' in outcome && !outcome.isNew)
  const failed = count((outcome) => 'error' in outcome)
  return `${taken} taken, ${known} known already${failed === 0 ? '' : `, ${failed} not taken`}.`
}

async function state(cli: Cli, flags: Flags): Promise<void> {
  if (flags.store)
    throw new CliError('name the files to put into the record: proofgate journal --store FILE…', EXIT.misconfigured)
  const { JournalState } = await import('@proofgate/review')
  const asked = { path: '/v1/journal' }
  const { json, data } = await askJson(connectionOf(cli, flags), asked, (answer) => JournalState.safeParse(answer))
  if (flags.format === 'json') return void cli.out.write(`${JSON.stringify(json, null, 2)}\n`)
  const last =
    data.lastAt === null ? 'No mail of a customer has come in yet.' : `The latest mail came in ${data.lastAt}.`
  cli.out.write(`${last}\n${data.lastDay} came in within 24 hours; ${data.unread} wait to be read.\n`)
}
