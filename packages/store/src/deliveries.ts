import { randomUUID } from 'node:crypto'
import type { Envelope, Recipient } from '@proofgate/mail'
import { verifiedOctets } from './bodies.ts'
import { appendEvents, type NewEvent } from './events.ts'
import { insertOwnMessages, type OwnMessage } from './own-messages.ts'
import { insertRows, jsonOf } from './rows.ts'
import type { ORIGINS } from './schema.ts'
import type { Sql } from './sql.ts'
import { statesBefore } from './states.ts'

/** A recipient of a delivery that still waits; `position` is its place in the envelope. */
export type WaitingRecipient = Recipient & { readonly position: number }

/** A delivery in our hands until its lease ends: everything an attempt needs. */
export type ClaimedDelivery = {
  readonly id: string
  readonly messageId: string
  readonly leaseToken: string
  /** Number of the attempt this claim is for, from 1. */
  readonly attempt: number
  /** By the clock of this process, so that they may be compared with it; the database's own may be another. */
  readonly createdAt: Date
  readonly expiresAt: Date
  /** How many delay notices went out already. */
  readonly delayNotices: number
  readonly origin: (typeof ORIGINS)[number]
  readonly receivedAt: Date
  readonly routeDomain: string
  readonly login: string | null
  readonly header: { readonly messageId: string | null; readonly subject: string | null; readonly from: string | null }
  /** Everything but the recipients; those who still wait are in `recipients`. */
  readonly envelope: Omit<Envelope, 'recipients'>
  readonly recipients: readonly WaitingRecipient[]
  /** Trace fields to send before `raw`. */
  readonly trace: string
  /** The stored octets, verified against their SHA-256. */
  readonly raw: Buffer
  readonly sha256: Buffer
}

/** What one recipient got in one attempt. */
export type RecipientResult = {
  /** Place in the envelope, as in `WaitingRecipient`. */
  readonly position: number
  readonly address: string
  readonly outcome: 'sent' | 'failed' | 'deferred'
  /** The smarthost's reply, or our own words for a failure before any reply; at most 998 characters. */
  readonly reply: string
  /** Reply code, `null` when there was none. */
  readonly code: number | null
  /** Enhanced code (RFC 3463), `null` when there was none. */
  readonly enhanced: string | null
}

/** One attempt and what it leads to. */
export type Attempt = {
  readonly delivery: ClaimedDelivery
  readonly startedAt: Date
  readonly endedAt: Date
  /** host:port of the smarthost, `null` when none was reached. */
  readonly host: string | null
  readonly tls: string | null
  /** One result for every recipient of the delivery. */
  readonly results: readonly RecipientResult[]
  /** When to try the deferred ones again; `null` exactly when none is deferred. */
  readonly retryAfterMs: number | null
  /** Delay notices sent so far, this attempt's included. */
  readonly delayNotices: number
  /** DSNs to put in the queue in the same transaction. */
  readonly notices: readonly OwnMessage[]
}

/** Deliveries taken, and what stood in the way of others. */
export type Claim = {
  readonly claimed: readonly ClaimedDelivery[]
  /** Leased as well, but the stored octets are not those that came in. */
  readonly damaged: readonly { readonly id: string; readonly leaseToken: string; readonly error: unknown }[]
  /** True when more may be due than there was room for. */
  readonly more: boolean
}

/**
 * Takes up to `limit` deliveries that are due and leases them. Two relays never get the same one: a row locked by
 * another is skipped, and a lease that ended counts as due (SKIP LOCKED with a visibility time-out; no reaper).
 * @param options `bytesMax`: octets of their messages together, though the first is always taken; `leaseMs`: length of
 *   the lease; `except`: ids in this process' hands already
 */
export function claimDeliveries(sql: Sql, options: ClaimOptions): Promise<Claim> {
  // One transaction: where the octets cannot be read, nothing was leased that nobody holds.
  return sql.begin((tx) => claimIn(tx, options))
}

type ClaimOptions = {
  readonly limit: number
  readonly bytesMax: number
  readonly leaseMs: number
  readonly except: readonly string[]
}

async function claimIn(sql: Sql, options: ClaimOptions): Promise<Claim> {
  const token = randomUUID()
  const rows = await sql<ClaimRow[]>`
    with due as (
      select id, message_id, run_at from deliveries
      where finished_at is null and run_at <= now() and id <> all(${options.except as string[]})
      order by run_at limit ${options.limit} for update skip locked
    ), sized as (
      select due.id, m.size_bytes, sum(m.size_bytes) over waiting as total
      from due join messages m on m.id = due.message_id
      window waiting as (order by due.run_at, due.id rows unbounded preceding)
    ), claimed as (
      update deliveries d set lease_token = ${token} || ':' || d.id, attempts = attempts + 1,
             run_at = now() + ${options.leaseMs} * interval '1 ms'
      from sized s where d.id = s.id and (s.total <= ${options.bytesMax} or s.total = s.size_bytes) returning d.*
    )
    select c.id, c.message_id, c.lease_token, c.attempts, c.delay_notices,
           extract(epoch from now() - c.created_at)::float8 * 1000 as age_ms,
           extract(epoch from c.expires_at - now())::float8 * 1000 as left_ms,
           m.origin, m.received_at, m.route_domain, m.login, m.header_message_id, m.header_subject, m.header_from,
           m.envelope_from, m.body, m.smtp_utf8, m.require_tls, m.ret, m.envid, m.trace, m.size_bytes, m.sha256,
           (select count(*) from due) as due,
           (select coalesce(json_agg(json_build_object('position', r.position, 'address', r.address, 'notify', r.notify, 'orcpt', r.orcpt)
                                     order by r.position), '[]')
            from recipients r where r.message_id = m.id and r.state = 'waiting') as recipients
    from claimed c join messages m on m.id = c.message_id order by c.id`
  const at = Date.now()
  const claimed: ClaimedDelivery[] = []
  const damaged: { id: string; leaseToken: string; error: unknown }[] = []
  for (const some of batchesOf(rows)) {
    const bodies = await storedBodies(sql, some)
    for (const row of some) {
      try {
        claimed.push(claimOf(row, await verifiedOctets(row.message_id, bodies.get(row.message_id), row.sha256), at))
      } catch (error) {
        damaged.push({ id: row.id, leaseToken: row.lease_token, error })
      }
    }
  }
  const due = rows[0]?.due ?? 0
  return { claimed, damaged, more: due > rows.length || due >= options.limit }
}

/** Octets of messages read in one statement: the driver holds a result three times over while it reads it. */
const BATCH_BYTES_MAX = 4 * 1024 * 1024

function batchesOf(rows: readonly ClaimRow[]): ClaimRow[][] {
  const batches: ClaimRow[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const row of rows) {
    bytes += row.size_bytes
    if (bytes > BATCH_BYTES_MAX) {
      batches.push([])
      bytes = row.size_bytes
    }
    batches.at(-1)?.push(row)
  }
  return batches
}

/** Stored octets by message. */
async function storedBodies(sql: Sql, rows: readonly ClaimRow[]): Promise<ReadonlyMap<string, Buffer>> {
  const stored = await sql<{ messageId: string; bytes: Buffer }[]>`
    select message_id as "messageId", bytes from bodies where message_id = any(${rows.map((row) => row.message_id)})`
  return new Map(stored.map(({ messageId, bytes }) => [messageId, bytes]))
}

type ClaimRow = {
  id: string
  message_id: string
  lease_token: string
  attempts: number
  age_ms: number
  left_ms: number
  delay_notices: number
  due: number
  origin: (typeof ORIGINS)[number]
  received_at: Date
  route_domain: string
  login: string | null
  header_message_id: string | null
  header_subject: string | null
  header_from: string | null
  envelope_from: string
  body: '7BIT' | '8BITMIME' | null
  smtp_utf8: boolean
  require_tls: boolean
  ret: 'FULL' | 'HDRS' | null
  envid: string | null
  trace: string
  size_bytes: number
  sha256: Buffer
  recipients: WaitingRecipient[]
}

/** @param at when the row was read: ages in it become instants of our own clock */
function claimOf(row: ClaimRow, raw: Buffer, at: number): ClaimedDelivery {
  return {
    id: row.id,
    messageId: row.message_id,
    leaseToken: row.lease_token,
    attempt: row.attempts,
    createdAt: new Date(at - row.age_ms),
    expiresAt: new Date(at + row.left_ms),
    delayNotices: row.delay_notices,
    origin: row.origin,
    receivedAt: row.received_at,
    routeDomain: row.route_domain,
    login: row.login,
    header: { messageId: row.header_message_id, subject: row.header_subject, from: row.header_from },
    envelope: {
      from: row.envelope_from,
      body: row.body,
      smtpUtf8: row.smtp_utf8,
      requireTls: row.require_tls,
      ret: row.ret,
      envid: row.envid,
    },
    recipients: row.recipients,
    trace: row.trace,
    raw,
    sha256: row.sha256,
  }
}

/**
 * Prolongs leases that are still ours. Call it well before they end, for as long as an attempt runs.
 * @returns the tokens that were; a delivery whose token is missing is somebody else's by now, or finished
 */
export async function extendLeases(sql: Sql, tokens: readonly string[], leaseMs: number): Promise<ReadonlySet<string>> {
  if (tokens.length === 0) return new Set()
  const rows = await sql<{ leaseToken: string }[]>`
    update deliveries set run_at = now() + ${leaseMs} * interval '1 ms'
    where lease_token in ${sql(tokens)} and finished_at is null
    returning lease_token as "leaseToken"`
  return new Set(rows.map((row) => row.leaseToken))
}

/**
 * Gives claims back unused: this was no attempt. Another relay, or the next start, takes them at once, or not before
 * `afterMs`.
 */
export async function returnLeases(sql: Sql, tokens: readonly string[], afterMs = 0): Promise<void> {
  if (tokens.length === 0) return
  await sql`update deliveries set run_at = now() + ${afterMs} * interval '1 ms', lease_token = null,
                   attempts = greatest(attempts - 1, 0)
            where lease_token in ${sql(tokens)} and finished_at is null`
}

/** Ends every lease. Only for the one process that owns the database alone, at its start after a crash. */
export async function endAllLeases(sql: Sql): Promise<number> {
  const { count } = await sql`update deliveries set run_at = now() where finished_at is null and run_at > now()
                              and lease_token is not null`
  return count
}

/**
 * Writes attempts down: results per recipient, the next try or the end, DSNs, events; one transaction for all.
 * Who lost the lease meanwhile changes nothing but the record, which then tells of the possible duplicate.
 * Repeating it is harmless.
 */
export async function settleAttempts(
  sql: Sql,
  attempts: readonly Attempt[],
): Promise<readonly ('settled' | 'lease lost')[]> {
  return sql.begin(async (tx) => {
    const ours = await endLeases(tx, attempts)
    const known = await recordedAttempts(tx, attempts)
    const settled = attempts.filter((attempt) => ours.has(attempt.delivery.id))
    const lost = attempts.filter((attempt) => !ours.has(attempt.delivery.id) && !known.has(keyOf(attempt)))
    await Promise.all([
      updateRecipients(tx, [
        ...settled.flatMap(outcomesOf),
        // Nobody is told of this attempt: what it failed, the holder of the lease tries again and reports.
        ...lost.flatMap(outcomesOf).filter(({ outcome }) => outcome === 'sent'),
      ]),
      insertAttempts(tx, [...settled, ...lost]),
      appendEvents(tx, [...settled.flatMap(eventsOf), ...lost.map(lostEvent)]),
    ])
    await finishMessages(
      tx,
      settled.filter((attempt) => attempt.retryAfterMs === null).map((attempt) => attempt.delivery.messageId),
    )
    await insertOwnMessages(
      tx,
      settled.flatMap((attempt) => attempt.notices),
    )
    return attempts.map((attempt) =>
      ours.has(attempt.delivery.id) || known.has(keyOf(attempt)) ? 'settled' : 'lease lost',
    )
  }) as Promise<readonly ('settled' | 'lease lost')[]>
}

function keyOf(attempt: Attempt): string {
  return `${attempt.delivery.id}/${attempt.delivery.attempt}`
}

/** Ids of deliveries whose lease was still ours; they are finished or due again now. */
async function endLeases(tx: Sql, attempts: readonly Attempt[]): Promise<Set<string>> {
  const rows = attempts.map((attempt) => ({
    token: attempt.delivery.leaseToken,
    id: attempt.delivery.id,
    retry_ms: attempt.retryAfterMs,
    notices: attempt.delayNotices,
  }))
  const ended = await tx<{ id: string }[]>`
    update deliveries d set
      lease_token = null, delay_notices = t.notices,
      finished_at = case when t.retry_ms is null then now() end,
      run_at = case when t.retry_ms is null then d.run_at else now() + t.retry_ms * interval '1 ms' end
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as t(token text, id text, retry_ms float8, notices int)
    where d.id = t.id and d.lease_token = t.token and d.finished_at is null
    returning d.id`
  return new Set(ended.map((row) => row.id))
}

/** Attempts that are on record: our own transaction of a moment ago, whose answer was lost with the connection. */
async function recordedAttempts(tx: Sql, attempts: readonly Attempt[]): Promise<Set<string>> {
  const rows = await tx<{ key: string }[]>`
    select delivery_id || '/' || number as key from attempts
    where delivery_id in ${tx(attempts.map((attempt) => attempt.delivery.id))}`
  return new Set(rows.map((row) => row.key))
}

type Outcome = {
  readonly id: string
  readonly position: number
  readonly outcome: RecipientResult['outcome']
  readonly reply: string
}

function outcomesOf({ delivery, results }: Attempt): Outcome[] {
  return results.map(({ position, outcome, reply }) => ({ id: delivery.messageId, position, outcome, reply }))
}

async function updateRecipients(tx: Sql, rows: readonly Outcome[]): Promise<void> {
  await tx`
    update recipients r set last_reply = t.reply,
      state = case when t.outcome = 'deferred' then r.state else t.outcome end,
      settled_at = case when t.outcome = 'deferred' then null else now() end
    from json_to_recordset(${jsonOf(rows)}::text::json) as t(id text, position int, outcome text, reply text)
    where r.message_id = t.id and r.position = t.position and r.state = 'waiting'`
}

async function insertAttempts(tx: Sql, attempts: readonly Attempt[]): Promise<void> {
  await insertRows(
    tx,
    'attempts',
    ['delivery_id', 'message_id', 'number', 'started_at', 'ended_at', 'host', 'tls', 'results'],
    attempts.map((attempt) => ({
      delivery_id: attempt.delivery.id,
      message_id: attempt.delivery.messageId,
      number: attempt.delivery.attempt,
      started_at: attempt.startedAt,
      ended_at: attempt.endedAt,
      host: attempt.host,
      tls: attempt.tls,
      results: attempt.results,
    })),
  )
}

/** `failed` when any recipient finally failed, else `sent`. */
async function finishMessages(tx: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await tx`
    update messages m set state = case when exists (
      select 1 from recipients r where r.message_id = m.id and r.state = 'failed') then 'failed' else 'sent' end
    where m.id in ${tx(messageIds)} and m.state in ${tx(statesBefore('sent'))}`
  // Its conversation knows of it since it was forwarded; news is that it failed, or when a held one went out at last.
  await tx`
    insert into conversation_changes (message_id)
    select m.id from messages m where m.id in ${tx(messageIds)} and m.origin = 'submission'
      and (m.state = 'failed' or exists (select 1 from holds h where h.message_id = m.id))`
}

function eventsOf(attempt: Attempt): NewEvent[] {
  const about = { messageId: attempt.delivery.messageId, actor: 'relay' }
  const data = {
    delivery: attempt.delivery.id,
    attempt: attempt.delivery.attempt,
    host: attempt.host,
    sent: attempt.results.filter((result) => result.outcome === 'sent').length,
    failed: attempt.results.filter((result) => result.outcome === 'failed').length,
    deferred: attempt.results.filter((result) => result.outcome === 'deferred').length,
    sha256: attempt.delivery.sha256.toString('hex'),
  }
  const events: NewEvent[] = [{ ...about, kind: 'delivery.attempted', data }]
  if (attempt.retryAfterMs === null) {
    events.push({ ...about, kind: 'delivery.finished', data: { delivery: attempt.delivery.id } })
  }
  return events
}

function lostEvent(attempt: Attempt): NewEvent {
  return {
    kind: 'delivery.lease-lost',
    messageId: attempt.delivery.messageId,
    actor: 'relay',
    data: { delivery: attempt.delivery.id, attempt: attempt.delivery.attempt, results: attempt.results },
  }
}
