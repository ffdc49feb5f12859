import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Policy, policyOf } from '@proofgate/checks'
import { type Config, configOf } from '@proofgate/config'
import { loadPolicy } from '@proofgate/policy'
import type { Store } from '@proofgate/store'
import { stringify } from 'yaml'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { configInputOf } from '../config-input.ts'
import { messagesOf } from '../mailbox/messages.ts'
import { type Sources, sourcesOf } from '../mailbox/sources.ts'
import { progressOn } from '../progress.ts'
import { startFailureOf } from '../start/failure.ts'
import { attachedStore } from '../with-store.ts'
import { guessOf, namesUs } from './own-domain.ts'
import { readAll } from './read-turns.ts'
import { sorted } from './sort-mail.ts'
import { type Ending, summaryJson, summaryText } from './summary.ts'
import { sizeOf, type TakenIn, takeIn } from './take-in.ts'
import { EMPTY, sumOf } from './tally.ts'

export type ImportFlags = {
  readonly config?: string
  readonly dryRun?: boolean
  /** False for `--no-read`. */
  readonly read: boolean
  readonly ownDomain: readonly string[]
  readonly format: 'text' | 'json'
}

/** What shells report of a program that was stopped by Ctrl-C. */
const INTERRUPTED = 130

/** Imports everything named, has it read, and says what came of it. */
export async function importAll(
  cli: Cli,
  paths: readonly string[],
  flags: ImportFlags,
  stopped: AbortSignal,
): Promise<void> {
  const config = configOf(configInputOf(cli, { file: flags.config }))
  const named = await Promise.all(paths.map(async (one) => ({ path: one, sources: await sourcesOf([one], cli.stdin) })))
  const policy = await policyFor(
    config,
    flags,
    named.map(({ sources }) => sources),
  )
  const store = await storeFor(config, flags)
  try {
    const isRelayRunning =
      store !== null && !store.owner && config.database.url === null && config.services.includes('relay')
    if (isRelayRunning && flags.ownDomain.length > 0)
      throw new CliError(
        'the installation that is running reads what is imported by its own policy: set own_domains there instead of --own-domain',
        EXIT.misconfigured,
      )
    const ending = await takenInAll(cli, named, { config, store, flags, stopped })
    say(cli, flags, ending)
    if (!ending.isWhole) return stoppedAt(cli, paths)
    if (store === null || flags.dryRun === true) return
    await haveRead(cli, { config, store, policy, flags, isRelayRunning, stopped })
  } finally {
    await store?.close()
  }
}

type Named = { readonly path: string; readonly sources: Sources }
type Given = {
  readonly config: Config
  readonly store: Store | null
  readonly flags: ImportFlags
  readonly stopped: AbortSignal
}

async function takenInAll(
  cli: Cli,
  named: readonly Named[],
  { config, store, flags, stopped }: Given,
): Promise<Ending> {
  const began = performance.now()
  const progress = progressOn(
    cli.err,
    named.reduce((sum, { sources }) => sum + sizeOf(sources), 0),
  )
  const isDry = flags.dryRun === true
  const done: TakenIn[] = []
  let before = 0
  for (const { path: one, sources } of named) {
    if (stopped.aborted) break
    const taken = await takeIn(one, sources, {
      sql: store?.sql ?? null,
      isDry,
      bytesMax: config.journal.size,
      stopped,
      onProgress: (bytes, { mails }) => progress.add(bytes, `${(before + mails).toLocaleString('en')} mails  ${one}`),
    }).catch((error) => {
      progress.clear()
      throw brokenOff(error, one, config)
    })
    before += taken.tally.mails
    done.push(taken)
  }
  progress.clear()
  const tally = done.map((one) => one.tally).reduce(sumOf, EMPTY)
  if (tally.skipped.unreadable !== undefined || tally.skipped['too-large'] !== undefined) cli.finish(EXIT.failed)
  return {
    tally,
    isDry,
    isWhole: done.length === named.length && done.every(({ isWhole }) => isWhole),
    isResumed: done.some(({ isResumed }) => isResumed),
    tookMs: performance.now() - began,
  }
}

function brokenOff(error: unknown, one: string, config: Config): unknown {
  const failure = startFailureOf(error, config)
  if (!(failure instanceof Error)) return failure
  return new CliError(
    `the import of ${one} was broken off: ${failure.message}\n  What was taken in stays. The same command goes on behind it.`,
    EXIT.failed,
    { cause: error },
  )
}

function stoppedAt(cli: Cli, paths: readonly string[]): void {
  cli.err.write(`Stopped. What was taken in stays; to go on: proofgate import ${paths.join(' ')}\n`)
  cli.finish(INTERRUPTED)
}

function say(cli: Cli, { format }: ImportFlags, ending: Ending): void {
  if (format === 'json') cli.out.write(`${JSON.stringify(summaryJson(ending), null, 2)}\n`)
  else cli.out.write(summaryText(ending, paintFor(cli.out)))
}

/** Mails are read and put in their place several at a time. */
const CONNECTIONS = 8

/** A dry run makes no record where there is none. */
async function storeFor(config: Config, { dryRun }: ImportFlags): Promise<Store | null> {
  const isThere = config.database.url !== null || existsSync(path.join(config.data, 'postgres'))
  return dryRun === true && !isThere ? null : attachedStore(config, CONNECTIONS)
}

/**
 * The policy by which mails are read here. A policy that does not say who is ours would make customers of everybody, so
 * nothing is taken in before that is known.
 */
async function policyFor(config: Config, flags: ImportFlags, all: readonly Sources[]): Promise<Policy> {
  const { policy } = loadPolicy(config.policy.file)
  if (flags.ownDomain.length > 0) return withOwn(policy, flags.ownDomain)
  // A policy service elsewhere has a policy of its own.
  if (namesUs(policy) || flags.dryRun === true || !flags.read || config.judge.url !== null) return policy
  const guess = await guessIn(all)
  const file = config.policy.file ?? 'a policy file (policy.file)'
  const found = guess === null ? '' : ` ${Math.round(guess.share * 100)} % of these mails are from or to ${guess.name}.`
  throw new CliError(
    `the policy does not say which domains are yours, and without that nobody can tell agents from customers.${found}
  Say it once and for all in ${file}: own_domains: [${guess?.name ?? 'your.domain'}]
  or for this import: proofgate import --own-domain ${guess?.name ?? 'your.domain'} …`,
    EXIT.misconfigured,
  )
}

function withOwn({ content, file }: Policy, own: readonly string[]): Policy {
  const domains = own.filter((one) => !one.includes('@'))
  const addresses = own.filter((one) => one.includes('@'))
  const teams = addresses.length === 0 ? {} : { teams: { ...content.teams, us: addresses } }
  const ownDomains = [...(content.own_domains ?? []), ...domains]
  return policyOf(
    stringify({ ...content, ...teams, ...(ownDomains.length > 0 ? { own_domains: ownDomains } : {}) }),
    file,
  )
}

/** Mails looked at to guess whose they are. */
const LOOKED_AT = 500

async function guessIn(all: readonly Sources[]) {
  const now = new Date()
  const headers = []
  for await (const found of messagesOf(all.flat())) {
    const mail = sorted(found, now)
    if ('copies' in mail) headers.push(...mail.copies.map(({ header }) => header))
    if (headers.length >= LOOKED_AT) break
  }
  return headers.length === 0 ? null : guessOf(headers)
}

type Reading = {
  readonly config: Config
  readonly store: Store
  readonly policy: Policy
  readonly flags: ImportFlags
  readonly isRelayRunning: boolean
  readonly stopped: AbortSignal
}

async function haveRead(cli: Cli, { config, store, policy, flags, isRelayRunning, stopped }: Reading): Promise<void> {
  const tell = (text: string) => cli.err.write(text)
  if (isRelayRunning) return void tell('The running installation reads them now and puts them into conversations.\n')
  if (!flags.read)
    return void tell('They wait to be read: the next start does it, or this command without --no-read.\n')
  const { left, failed } = await readAll(cli, { config, sql: store.sql, policy, stopped })
  if (stopped.aborted) {
    tell(
      `Stopped. ${left.toLocaleString('en')} mails wait to be read: the next start does it, or this command again.\n`,
    )
    cli.finish(INTERRUPTED)
  } else if (failed > 0)
    tell(`${failed.toLocaleString('en')} mails could not be read for now; the next start tries again.\n`)
}
