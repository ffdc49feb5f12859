import { randomUUID } from 'node:crypto'
import type { Judgement } from '@proofgate/checks'
import type { Envelope } from '@proofgate/mail'
import { verifiedOctets } from './bodies.ts'
import { markMoved } from './conversations.ts'
import { appendEvents } from './events.ts'
import { newId } from './ids.ts'
import { insertJudgements, judgedEvent } from './judgements.ts'
import { insertDeliveries } from './message-rows.ts'
import { insertOwnMessages, type OwnMessage } from './own-messages.ts'
import type { AnyRow, Sql } from './sql.ts'
import { statesBefore } from './states.ts'

/** An accepted message whose judgement is still to come, in our hands until its lease ends. */
export type UnjudgedMessage = {
  readonly id: string
  readonly leaseToken: string
  readonly attempt: number
  /** True when it waited too long: it is to be held for a person. */
  readonly overdue: boolean
  readonly login: string | null
  readonly routeDomain: string
  readonly header: { readonly messageId: string | null; readonly subject: string | null; readonly from: string | null }
  readonly envelope: Envelope
  readonly raw: Buffer
}

/**
 * Takes up to `limit` unjudged messages that are due, oldest first, and leases them. Those whose octets changed in the
 * table come apart: nothing can be done about them here, and they must not keep the others from being judged.
 */
export async function claimUnjudged(sql: Sql, limit: number, leaseMs: number): Promise<SubmissionClaim> {
  const token = randomUUID()
  const rows = await sql`
    with due as (
      select message_id from unjudged where run_at <= now() order by run_at limit ${limit} for update skip locked
    ), claimed as (
      update unjudged u set lease_token = ${token}, attempts = attempts + 1, run_at = now() + ${leaseMs} * interval '1 ms'
      from due where u.message_id = due.message_id returning u.*
    )
    select c.lease_token, c.attempts, c.hold_at <= now() as overdue, m.*, b.bytes,
           (select json_agg(json_build_object('address', r.address, 'notify', r.notify, 'orcpt', r.orcpt) order by r.position)
            from recipients r where r.message_id = m.id) as recipients
    from claimed c join messages m on m.id = c.message_id join bodies b on b.message_id = m.id order by m.id`
  return submissionsIn(rows)
}

/** Messages taken, and those whose octets changed in the table. */
export type SubmissionClaim = {
  readonly claimed: UnjudgedMessage[]
  readonly damaged: { readonly id: string; readonly error: unknown }[]
}

/** Rows of messages with their octets and recipients as submissions, their octets verified. */
export async function submissionsIn(rows: readonly AnyRow[]): Promise<SubmissionClaim> {
  const claimed: UnjudgedMessage[] = []
  const damaged: { id: string; error: unknown }[] = []
  for (const row of rows) {
    try {
      claimed.push(messageOf(row, await verifiedOctets(row.id, row.bytes, row.sha256)))
    } catch (error) {
      damaged.push({ id: row.id, error })
    }
  }
  return { claimed, damaged }
}

function messageOf(row: AnyRow, raw: Buffer): UnjudgedMessage {
  return {
    id: row.id,
    leaseToken: row.lease_token,
    attempt: row.attempts,
    overdue: row.overdue,
    login: row.login,
    routeDomain: row.route_domain,
    header: { messageId: row.header_message_id, subject: row.header_subject, from: row.header_from },
    envelope: {
      from: row.envelope_from,
      recipients: row.recipients,
      body: row.body,
      smtpUtf8: row.smtp_utf8,
      requireTls: row.require_tls,
      ret: row.ret,
      envid: row.envid,
    },
    raw,
  }
}

/** What becomes of an unjudged message: judged at last, or held because nobody could judge it in time. */
export type LateStep =
  | { readonly state: 'forwarding'; readonly judgement: Judgement; readonly expireMs: number }
  | { readonly state: 'held'; readonly judgement: Judgement | null; readonly reason: 'verdict' | 'unjudged' }
  | { readonly state: 'returned'; readonly judgement: Judgement }

/**
 * Ends the wait of an unjudged message. `false` when the lease was lost meanwhile; then nothing changed.
 * A verdict of bounce comes too late for a 550: the message is returned with a notice.
 */
export async function settleUnjudged(
  sql: Sql,
  message: UnjudgedMessage,
  step: LateStep,
  notices: readonly OwnMessage[],
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const ended =
      await tx`delete from unjudged where message_id = ${message.id} and lease_token = ${message.leaseToken}`
    if (ended.count === 0) return false
    const moved = await tx`
      update messages set state = ${step.state} where id = ${message.id} and state in ${tx(statesBefore(step.state))}`
    if (moved.count === 0) throw new Error(`Message ${message.id} is not unjudged any more`)
    if (step.judgement !== null) await insertJudgements(tx, [{ id: message.id, judgement: step.judgement }])
    const about = { messageId: message.id, actor: 'relay' }
    if (step.judgement !== null) await appendEvents(tx, [{ ...about, ...judgedEvent(step.judgement) }])
    switch (step.state) {
      case 'forwarding':
        await insertDeliveries(tx, [{ id: newId(), messageId: message.id, lease: null, expireMs: step.expireMs }])
        await appendEvents(tx, [{ ...about, kind: 'mail.forwarded', data: {} }])
        await tx`select pg_notify('deliveries', '')`
        break
      case 'held':
        await tx`insert into holds (message_id, reason) values (${message.id}, ${step.reason})`
        await appendEvents(tx, [{ ...about, kind: 'mail.held', data: { reason: step.reason } }])
        break
      case 'returned':
        await tx`update recipients set state = 'cancelled', settled_at = now() where message_id = ${message.id}`
        await appendEvents(tx, [{ ...about, kind: 'mail.returned', data: { by: 'verdict' } }])
        break
    }
    await insertOwnMessages(tx, notices)
    await markMoved(tx, [message.id])
    return true
  }) as Promise<boolean>
}

/** Gives an unjudged message back for another try later. */
export async function postponeUnjudged(sql: Sql, message: UnjudgedMessage, retryAfterMs: number): Promise<void> {
  await sql`update unjudged set lease_token = null, run_at = now() + ${retryAfterMs} * interval '1 ms'
            where message_id = ${message.id} and lease_token = ${message.leaseToken}`
}
