/** Judges held messages again whose conversation moved on. */
import { claimStale, markStaleByTime, postponeStale, type Sql, settleStale } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { Judge } from '../judge.ts'
import { type Rounds, startRounds } from '../rounds.ts'

export type JudgingAgainOptions = {
  readonly sql: Sql
  readonly judge: Judge
  readonly log: Log
  readonly budgetMs: number
  readonly pollMs: number
}

const BATCH = 4
const LEASE_SPARE_MS = 30_000
const RETRY_MS = 30_000
/** How often it is looked for promises whose time passed. */
const TIMES_EVERY_MS = 60_000

/** Starts looking for stale holds. Several processes may: each hold is leased to one. */
export function startJudgingAgain(options: JudgingAgainOptions): Rounds {
  const { pollMs, log } = options
  let timesAt = 0
  const round = async () => {
    const isTime = performance.now() >= timesAt
    if (isTime) timesAt = performance.now() + TIMES_EVERY_MS
    return (await judgeAgain(options, isTime)) >= BATCH
  }
  return startRounds({ round, pollMs, log, fault: 'stale holds cannot be judged again' })
}

/** Judges what went stale; how many there were. @param byTime looks for promises that came due as well */
export async function judgeAgain(options: JudgingAgainOptions, byTime: boolean): Promise<number> {
  const { sql, log, judge, budgetMs } = options
  if (byTime) await markStaleByTime(sql)
  const { claimed, damaged } = await claimStale(sql, BATCH, budgetMs + LEASE_SPARE_MS)
  for (const { id, error } of damaged) log.fault('a stale hold is damaged', error, { id })
  await Promise.all(
    claimed.map(async (message) => {
      const answer = await judge(message.raw, message.envelope, budgetMs)
      if ('unjudged' in answer) return postponeStale(sql, message, RETRY_MS)
      await settleStale(sql, message, answer.judgement)
    }),
  )
  return claimed.length + damaged.length
}
