/** Judges what was accepted while no judgement could be had, and holds what waited too long (promise 7). */

import type { Sql } from '@proofgate/store'
import { claimUnjudged, type LateStep, postponeUnjudged, settleUnjudged, type UnjudgedMessage } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { Judge } from './judge.ts'
import type { Noticed, Notify } from './notify.ts'
import { type Rounds, startRounds } from './rounds.ts'

export type LateJudgingOptions = {
  readonly sql: Sql
  readonly judge: Judge
  readonly notify: Notify
  readonly log: Log
  readonly budgetMs: number
  readonly expireMs: number
  /** Waits between looks at the table, and between tries of one message. */
  readonly pollMs: number
}

/** Messages in hand at a time: late ones must not crowd out those whose senders wait. */
const BATCH = 8

/** What a judgement may take beyond its budget until it is on record; then another process takes the message. */
const LEASE_SPARE_MS = 30_000

/** Starts looking for unjudged messages. Several processes may: each message is leased to one. */
export function startLateJudging(options: LateJudgingOptions): Rounds {
  const { pollMs, log } = options
  const round = async () => (await look(options)) >= BATCH
  return startRounds({ round, pollMs, log, fault: 'unjudged messages cannot be read' })
}

/** Takes what is due and judges it; how many there were. */
async function look(options: LateJudgingOptions): Promise<number> {
  const { claimed, damaged } = await claimUnjudged(options.sql, BATCH, options.budgetMs + LEASE_SPARE_MS)
  for (const { id, error } of damaged) options.log.fault('an unjudged message is damaged', error, { id })
  await Promise.all(
    claimed.map((message) =>
      judgeLate(message, options).catch((error) => options.log.fault('an unjudged message failed', error)),
    ),
  )
  return claimed.length + damaged.length
}

async function judgeLate(message: UnjudgedMessage, options: LateJudgingOptions): Promise<void> {
  const answer = await options.judge(message.raw, message.envelope, options.budgetMs)
  if ('unjudged' in answer && !message.overdue) {
    return postponeUnjudged(options.sql, message, Math.min(options.pollMs * 2 ** message.attempt, 30_000))
  }
  const step = stepOf('unjudged' in answer ? null : answer.judgement, options.expireMs)
  const notices = await noticesOf(message, step, options.notify)
  if (!(await settleUnjudged(options.sql, message, step, notices))) return
  const { id } = message
  const fields = { id, score: step.judgement?.score ?? null, tookMs: step.judgement?.tookMs ?? null }
  if (step.state === 'held') options.log.mailHeld({ ...fields, reason: step.reason })
  else if (step.state === 'returned') options.log.mailBounced(fields)
  else options.log.mailForwarded(fields)
}

/** A bounce comes too late for a 550: the message is returned by mail instead. */
function stepOf(judgement: UnjudgedStep, expireMs: number): LateStep {
  if (judgement === null) return { state: 'held', judgement: null, reason: 'unjudged' }
  switch (judgement.verdict) {
    case 'forward':
      return { state: 'forwarding', judgement, expireMs }
    case 'hold':
      return { state: 'held', judgement, reason: 'verdict' }
    case 'bounce':
      return { state: 'returned', judgement }
  }
}

type UnjudgedStep = LateStep['judgement']

async function noticesOf(message: UnjudgedMessage, step: LateStep, notify: Notify) {
  const noticed: Noticed = { ...message, messageId: message.id }
  if (step.state === 'held') return notify({ kind: 'held', message: noticed, judgement: step.judgement })
  return step.state === 'returned' ? notify({ kind: 'returned', message: noticed, judgement: step.judgement }) : []
}
