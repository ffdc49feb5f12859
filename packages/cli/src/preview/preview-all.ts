import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { PolicyError } from '@proofgate/checks'
import { type Config, configOf } from '@proofgate/config'
import { loadPolicy } from '@proofgate/policy'
import { countReplies, countUnread, promisesIn, recordLook, type Sql, unansweredIn } from '@proofgate/store'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { configInputOf } from '../config-input.ts'
import { progressOn } from '../progress.ts'
import { widthOf } from '../review/ask.ts'
import { attachedStore } from '../with-store.ts'
import { judgedReplies } from './judge-replies.ts'
import { anonymous, NAMED } from './naming.ts'
import { gather, type Preview } from './preview.ts'
import { previewCsv } from './preview-csv.ts'
import { previewText } from './preview-text.ts'

export type PreviewFlags = {
  readonly config?: string
  readonly policy?: string
  /** Instants, ISO 8601. */
  readonly since?: string
  readonly until?: string
  readonly agent?: string
  readonly anonymous?: boolean
  readonly format: 'text' | 'json' | 'csv'
}

/** What shells report of a program that was stopped by Ctrl-C. */
const INTERRUPTED = 130
const CONNECTIONS = 8

/** Judges the replies on record as if they had been sent through us, and says what would have come of it. */
export async function previewAll(cli: Cli, flags: PreviewFlags, stopped: AbortSignal): Promise<void> {
  if (flags.anonymous === true && flags.agent !== undefined)
    throw new CliError('--anonymous hides who wrote what; --agent would tell', EXIT.misconfigured)
  const config = configOf(configInputOf(cli, { file: flags.config }))
  const { policy } = policyFrom(flags.policy ?? config.policy.file)
  const store = await attachedStore(config, CONNECTIONS)
  try {
    // Mail that goes out now comes first.
    if (!store.owner) setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)
    const preview = await previewOf(cli, store.sql, { config, policy, flags, stopped })
    await recordLooks(store.sql, preview, flags)
    if (flags.format === 'text') cli.out.write(previewText(preview, paintFor(cli.out), widthOf(cli)))
    if (flags.format === 'json') cli.out.write(`${JSON.stringify(preview, null, 2)}\n`)
    await endWith(cli, store.sql, preview)
  } finally {
    await store.close()
  }
}

function policyFrom(file: string | null) {
  try {
    return loadPolicy(file)
  } catch (error) {
    if (error instanceof PolicyError) throw new CliError(error.message, EXIT.misconfigured, { cause: error })
    throw error
  }
}

type Given = {
  readonly config: Config
  readonly policy: ReturnType<typeof loadPolicy>['policy']
  readonly flags: PreviewFlags
  readonly stopped: AbortSignal
}

async function previewOf(cli: Cli, sql: Sql, { config, policy, flags, stopped }: Given): Promise<Preview> {
  const instant = (text: string | undefined) => (text === undefined ? null : new Date(text))
  const filter = { since: instant(flags.since), until: instant(flags.until), agent: flags.agent ?? null }
  const total = await countReplies(sql, filter)
  if (total === 0) throw new CliError(await nothingThere(sql, flags))
  const naming = flags.anonymous === true ? anonymous() : NAMED
  const line = flags.format === 'csv' ? previewCsv(naming) : null
  const gathered = gather(naming)
  const progress = progressOn(cli.err, total)
  let done = 0
  for await (const judged of judgedReplies({
    sql,
    filter,
    policy,
    models: path.join(config.data, 'models'),
    stopped,
  })) {
    done++
    gathered.add(judged)
    if (line !== null) cli.out.write(line(judged))
    progress.add(1, `${done.toLocaleString('en')} of ${total.toLocaleString('en')} replies judged`)
  }
  progress.clear()
  const now = new Date()
  return gathered.end({
    policy: { file: policy.file, digest: policy.digest },
    filter,
    isWhole: !stopped.aborted,
    unanswered: await unansweredIn(sql, filter, now),
    promises: await promisesIn(sql, filter, now),
  })
}

async function nothingThere(sql: Sql, { since, until, agent }: PreviewFlags): Promise<string> {
  const unread = await countUnread(sql)
  if (unread > 0)
    return `no reply of yours has been read yet, ${unread.toLocaleString('en')} mails wait for that: proofgate import`
  if (since !== undefined || until !== undefined || agent !== undefined)
    return 'no reply of yours fits; leave --since, --until or --agent out'
  return 'no reply of yours is on record. Take an old mailbox in first: proofgate import support.mbox (sent mail too)'
}

/** Whoever reads words of a conversation is on record (promise 8). */
async function recordLooks(sql: Sql, { worst, checks, unanswered }: Preview, { format }: PreviewFlags): Promise<void> {
  if (format === 'csv') return
  const examples = [...worst, ...checks.flatMap((line) => line.examples)].map(({ conversation }) => conversation)
  const shown = new Set([...examples, ...unanswered.longest.map(({ conversationId }) => conversationId)])
  for (const conversation of shown)
    if (conversation !== null)
      await recordLook(sql, { kind: 'conversation.viewed', actor: 'user:command line', conversation })
}

async function endWith(cli: Cli, sql: Sql, { isWhole, failed }: Preview): Promise<void> {
  const unread = await countUnread(sql)
  if (unread > 0) cli.err.write(`${unread.toLocaleString('en')} mails wait to be read, and are not in it.\n`)
  if (failed > 0) cli.finish(EXIT.failed)
  if (isWhole) return
  cli.err.write('Stopped: the report is of what was judged so far.\n')
  cli.finish(INTERRUPTED)
}
