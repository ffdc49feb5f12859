import { availableParallelism } from 'node:os'
import type { Policy } from '@proofgate/checks'
import type { Config } from '@proofgate/config'
import { NoJudgement, openJudges } from '@proofgate/policy'
import { type ReadTurn, remember, turnReaderOver } from '@proofgate/relay'
import { countUnread, type Sql } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import type { Cli } from '../cli.ts'
import { progressOn } from '../progress.ts'

export type ReadAll = {
  readonly config: Config
  readonly sql: Sql
  readonly policy: Policy
  readonly stopped: AbortSignal
}

/** One mail may take this long; then its thread is killed and the mail stands by its header alone. */
const BUDGET_MS = 30_000
const AHEAD = 64
/** What the writer wrote stands at the front; behind this come the files. */
const OCTETS_MAX = 4 * 1024 * 1024

/**
 * Reads what waits to be read, as a running relay does, until nothing is due: places it in conversations, with what is
 * asked and promised in it. Harmless beside others who do the same.
 * @returns how many wait still: all when stopped, those that could not be read for now otherwise
 */
export async function readAll(
  cli: Cli,
  { config, sql, policy, stopped }: ReadAll,
): Promise<{ readonly left: number; readonly failed: number }> {
  const log = createLog({ level: 'error', format: 'auto', destination: cli.err })
  const reader = readerFor(config, policy)
  const total = await countUnread(sql)
  const progress = progressOn(cli.err, total)
  let done = 0
  try {
    await reader.ready
    while (!stopped.aborted) {
      const count = await remember({ sql, read: reader.read, log, pollMs: 0 }, stopped)
      if (count === 0) break
      done += count
      progress.add(count, `${Math.min(done, total).toLocaleString('en')} of ${total.toLocaleString('en')} mails read`)
    }
  } finally {
    progress.clear()
    await reader.close()
  }
  const left = await countUnread(sql)
  return { left, failed: stopped.aborted ? 0 : left }
}

type Reader = { readonly read: ReadTurn; readonly ready: Promise<void>; readonly close: () => Promise<void> }

/** Threads of this process, or the policy service that the configuration names. */
function readerFor(config: Config, policy: Policy): Reader {
  const { url, token } = config.judge
  if (url !== null) {
    const read = turnReaderOver((request) => fetch(request), { url, token })
    return { read, ready: Promise.resolve(), close: async () => {} }
  }
  const judges = openJudges({
    threads: config.judge.threads ?? Math.max(1, Math.min(8, availableParallelism())),
    budgetMs: BUDGET_MS,
    waitMs: BUDGET_MS,
    waitingMax: AHEAD,
    onFault: () => {},
  })
  const read: ReadTurn = async ({ raw, envelope, receivedAt }) => {
    try {
      const envelopeFrom = envelope?.from ?? null
      return {
        reading: await judges.read({
          raw: Uint8Array.from(raw.subarray(0, OCTETS_MAX)),
          policy,
          envelopeFrom,
          receivedAt,
        }),
      }
    } catch (error) {
      if (error instanceof NoJudgement && (error.kind === 'busy' || error.kind === 'late'))
        return { later: error.message }
      return { never: error instanceof Error ? error.message : String(error) }
    }
  }
  return { read, ready: judges.ready, close: judges.close }
}
