/** One attempt to send a message on: what each recipient got, what follows, and who is told. */
import type { Attempt, ClaimedDelivery, OwnMessage, RecipientResult } from '@proofgate/store'
import { isTooMany, resultOf, troubled } from './outcome.ts'
import type { Pool } from './pool.ts'
import type { Fate } from './reports.ts'
import { delayNoticesDueAt, retryAfterMsOf } from './retry.ts'
import { transact } from './transaction.ts'
import { SessionTrouble } from './trouble.ts'

/** What an attempt needs of its surroundings. */
export type Surroundings = {
  /** The sessions of the delivery's route; `null` when no smarthost is configured for it. */
  readonly pool: Pool | null
  /** Waiting times between attempts, and ages at which the sender is told of the delay; milliseconds. */
  readonly retry: readonly number[]
  readonly delayNotices: readonly number[]
  /** Whether the lease is sure to be ours still: asked before the first word about the message and before its final dot. */
  readonly isOurs: () => boolean
  /** Writes the reports that fates call for; never rejects. */
  readonly report: (fates: readonly Fate[], host: string | null) => Promise<readonly OwnMessage[]>
  /** Who still waits for a turn then, waits no more. */
  readonly stopped: AbortSignal
  readonly now: () => Date
  readonly random: () => number
}

/** The attempt as it is put on record; `null` when it never began, because we stop or because the lease is in doubt. */
export async function attemptOf(delivery: ClaimedDelivery, surroundings: Surroundings): Promise<Attempt | null> {
  const { retry, delayNotices, now } = surroundings
  const startedAt = now()
  const sending = await send(delivery, surroundings)
  if (sending === null) return null
  const endedAt = now()
  const msLeft = delivery.expiresAt.getTime() - endedAt.getTime()
  const ageMs = endedAt.getTime() - delivery.createdAt.getTime()
  const results = sending.results.map((result) => (msLeft > 0 ? result : expired(result)))
  const isDeferred = results.some((result) => result.outcome === 'deferred')
  const due = isDeferred ? delayNoticesDueAt(delayNotices, ageMs) : 0
  const fates = results.flatMap((result, i) => fateOf(result, sending, i, due > delivery.delayNotices))
  return {
    delivery,
    startedAt,
    endedAt,
    host: sending.host,
    tls: sending.tls,
    results,
    retryAfterMs: isDeferred ? retryAfterMsOf(retry, delivery.attempt, msLeft, surroundings.random()) : null,
    delayNotices: Math.max(due, delivery.delayNotices),
    notices: await surroundings.report(fates, sending.host),
  }
}

/** What came of the transactions of an attempt. */
type Sending = {
  readonly results: readonly RecipientResult[]
  readonly host: string | null
  readonly tls: string | null
  /** Positions of recipients whose NOTIFY the smarthost took over. */
  readonly passedDsn: ReadonlySet<number>
}

async function send(delivery: ClaimedDelivery, { pool, isOurs, stopped }: Surroundings): Promise<Sending | null> {
  if (pool === null) {
    const what = `no smarthost is configured for mail of ${delivery.routeDomain} (delivery.smarthost, delivery.routes)`
    return brokenOff(delivery, new SessionTrouble(what), 'Proofgate')
  }
  const results = new Map<number, RecipientResult>()
  const passedDsn = new Set<number>()
  let reached: { host: string; tls: string | null } | null = null
  let open = delivery.recipients
  while (open.length > 0) {
    const parcel = { ...delivery, recipients: open }
    const round = await pool
      .run(async (session) => {
        if (!isOurs()) return null
        return { ...(await transact(session, parcel, isOurs)), host: session.address, tls: session.tls }
      }, stopped)
      .catch((error) => {
        if (error instanceof SessionTrouble) return error
        throw error
      })
    if (round === null && results.size === 0) return null
    if (round === null) break
    if (round instanceof SessionTrouble) {
      if (results.size === 0) return brokenOff(delivery, round, pool.address)
      break
    }
    reached = round
    for (const result of round.results) {
      results.set(result.position, result)
      if (round.passedDsn) passedDsn.add(result.position)
    }
    open = leftOut(delivery, round.results)
  }
  const all = delivery.recipients.flatMap(({ position }) => results.get(position) ?? [])
  return { results: all, host: reached?.host ?? null, tls: reached?.tls ?? null, passedDsn }
}

/** Recipients turned away only because there were too many: when others were taken, the rest may go at once. */
function leftOut(delivery: ClaimedDelivery, results: readonly RecipientResult[]): ClaimedDelivery['recipients'] {
  if (!results.some((result) => result.outcome === 'sent')) return []
  const positions = new Set(
    results.flatMap(({ outcome, position, code, enhanced }) =>
      outcome === 'deferred' && code !== null && isTooMany({ code, enhanced }) ? [position] : [],
    ),
  )
  return delivery.recipients.filter(({ position }) => positions.has(position))
}

/** No session was to be had: nobody heard of the message. */
function brokenOff(delivery: ClaimedDelivery, trouble: SessionTrouble, address: string): Sending {
  const outcome = troubled(trouble, address, 'before the message')
  const results = delivery.recipients.map((recipient) => resultOf(recipient, outcome))
  return { results, host: trouble.reply === null ? null : address, tls: null, passedDsn: new Set() }
}

/** RFC 3463 §3.5: 4.4.7, delivery time expired. The last reply stays as it is: it says what stood in the way. */
function expired(result: RecipientResult): RecipientResult {
  return result.outcome === 'deferred' ? { ...result, outcome: 'failed', enhanced: EXPIRED } : result
}

const EXPIRED = '4.4.7'

function fateOf(result: RecipientResult, sending: Sending, at: number, isDelayTold: boolean): Fate[] {
  switch (result.outcome) {
    case 'sent':
      return sending.passedDsn.has(result.position) ? [] : [{ result, action: 'relayed' }]
    case 'failed':
      // What was deferred a moment ago and is failed now has expired.
      return [{ result, action: sending.results[at]?.outcome === 'deferred' ? 'expired' : 'failed' }]
    case 'deferred':
      return isDelayTold ? [{ result, action: 'delayed' }] : []
  }
}
