import type { Attempt, RecipientResult } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'

/** What delivery says in the log. */
export type DeliveryLog = Pick<
  Log,
  'deliverySent' | 'deliveryDeferred' | 'deliveryFailed' | 'deliveryExpired' | 'notice' | 'fault'
>

/** Logs an attempt: one line for each kind of outcome, addresses and content left out. */
export function logAttempt(log: DeliveryLog, attempt: Attempt): void {
  const { delivery, results, startedAt, endedAt, retryAfterMs } = attempt
  const tookMs = endedAt.getTime() - startedAt.getTime()
  const about = { id: delivery.messageId, host: attempt.host, attempt: delivery.attempt, tookMs }
  const linesOf = (outcome: RecipientResult['outcome']) => {
    const some = results.filter((result) => result.outcome === outcome)
    return some
      .slice(0, 1)
      .map(({ code, reply }) => ({ ...about, recipients: some.length, code, why: withoutAddresses(reply) }))
  }
  for (const { why: _, ...sent } of linesOf('sent')) log.deliverySent(sent)
  const nextAt = retryAfterMs === null ? null : new Date(endedAt.getTime() + retryAfterMs)
  for (const line of linesOf('deferred')) log.deliveryDeferred({ ...line, nextAt })
  const isExpired = endedAt >= delivery.expiresAt
  for (const line of linesOf('failed')) isExpired ? log.deliveryExpired(line) : log.deliveryFailed(line)
}

/** Smarthosts like to repeat the address they refuse. */
function withoutAddresses(reply: string): string {
  return reply.replace(/<?[^\s<>]{1,64}@[^\s<>]{1,255}>?/g, '<address>')
}
