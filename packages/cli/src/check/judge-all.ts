import { homedir } from 'node:os'
import path from 'node:path'
import { PolicyError } from '@proofgate/checks'
import { type LoadedPolicy, loadPolicy } from '@proofgate/policy'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { messagesOf } from '../mailbox/messages.ts'
import { type Sources, sourcesOf } from '../mailbox/sources.ts'
import { progressOn } from '../progress.ts'
import { judgedHere, judgedInThreads, type Outcome } from './judge-files.ts'
import { jsonLinesPrinter, jsonPrinter, type Printer, textPrinter } from './print.ts'

type Wanted = {
  readonly conversation: readonly string[]
  readonly policy?: string
  readonly format: 'text' | 'json' | 'jsonl'
}

/** Starting threads takes as long as judging this many messages. */
const FEW = 16

/** Judges everything named, prints it as wanted, and reports the worst of it as exit code. */
export async function judgeAll(cli: Cli, paths: readonly string[], wanted: Wanted): Promise<void> {
  const policy = policyFrom(wanted.policy ?? null)
  const conversation = await conversationFrom(cli, wanted.conversation)
  const sources = await sourcesOf(paths, cli.stdin)
  const isOne = isOneMessage(paths, sources)
  const messages = messagesOf(sources)
  const isFew = sources.length <= FEW && sources.every((source) => 'error' in source || source.kind === 'mail')
  const judged = (isFew ? judgedHere : judgedInThreads)(messages, { policy, conversation, models: modelFolder(cli) })

  const printer = printerFor(cli, wanted.format, !isOne)
  const total = sources.reduce((sum, source) => sum + ('error' in source ? 0 : source.sizeBytes), 0)
  const progress = progressOn(cli.err, isOne ? 0 : total)
  const isShared = cli.out.isTTY && cli.err.isTTY
  let count = 0
  for await (const outcome of judged) {
    count++
    if (isShared) progress.clear()
    if ('error' in outcome)
      cli.err.write(`${paintFor(cli.err)('red', 'proofgate:')} ${outcome.name} ${outcome.error}\n`)
    await printer.add(outcome)
    cli.finish(codeOf(outcome))
    if (!isOne) progress.add(outcome.sizeBytes, `${count} messages`)
  }
  progress.clear()
  printer.end()
}

/** Without an installation the language model is kept where programs keep such things (XDG Base Directory). */
const modelFolder = ({ env }: Cli) =>
  path.join(env.XDG_CACHE_HOME || path.join(env.HOME || homedir(), '.cache'), 'proofgate', 'models')

/** One message named as such: not a folder or an mbox that happens to hold one. */
const isOneMessage = (paths: readonly string[], sources: Sources) => {
  const [source, ...more] = sources
  return (
    more.length === 0 &&
    source !== undefined &&
    source.path === paths[0] &&
    ('error' in source || source.kind === 'mail')
  )
}

function printerFor(cli: Cli, format: Wanted['format'], isSeveral: boolean): Printer {
  switch (format) {
    case 'text':
      return textPrinter(cli, isSeveral)
    case 'json':
      return jsonPrinter(cli, isSeveral)
    case 'jsonl':
      return jsonLinesPrinter(cli)
  }
}

const CODES = { forward: EXIT.ok, hold: EXIT.hold, bounce: EXIT.bounce } as const

const codeOf = (outcome: Outcome) => ('error' in outcome ? EXIT.failed : CODES[outcome.judgement.verdict])

function policyFrom(file: string | null): LoadedPolicy {
  try {
    return loadPolicy(file)
  } catch (error) {
    if (error instanceof PolicyError) throw new CliError(error.message, EXIT.checkMisused, { cause: error })
    throw error
  }
}

async function conversationFrom(cli: Cli, paths: readonly string[]): Promise<Buffer[]> {
  const turns: Buffer[] = []
  for await (const found of messagesOf(await sourcesOf(paths, cli.stdin))) {
    if ('error' in found) throw new CliError(`the conversation's ${found.name} ${found.error}`)
    turns.push(found.raw)
  }
  return turns
}
