import type { Finding, Judgement } from '@proofgate/checks'
import { octetsOf } from './bodies.ts'
import { markMoved } from './conversations.ts'
import { appendEvents } from './events.ts'
import { newId } from './ids.ts'
import { insertDeliveries } from './message-rows.ts'
import { insertOwnMessages, type OwnMessage } from './own-messages.ts'
import { storable } from './rows.ts'
import type { HOLD_REASONS, STALE_REASONS } from './schema.ts'
import type { Sql } from './sql.ts'
import { statesBefore } from './states.ts'

/** A line of the queue. */
export type HoldSummary = {
  /** Id of the message, and of its hold. */
  readonly id: string
  readonly reason: (typeof HOLD_REASONS)[number]
  readonly heldAt: Date
  readonly decidedAt: Date | null
  readonly decision: 'release' | 'return' | null
  readonly decidedBy: string | null
  readonly note: string | null
  readonly state: string
  readonly login: string | null
  readonly envelopeFrom: string
  readonly from: string | null
  readonly subject: string | null
  readonly messageId: string | null
  readonly recipients: readonly string[]
  readonly sizeBytes: number
  /** Lower-case hex. */
  readonly sha256: string
  readonly verdict: 'forward' | 'hold' | 'bounce' | null
  readonly score: number | null
  /** Ids of the checks that object, worst first. */
  readonly checks: readonly string[]
  /** The worst finding, for a list that says in words why it waits; `null` when nothing objects. */
  readonly worst: Pick<Finding, 'check' | 'message' | 'excerpt'> | null
  /** How its conversation moved on while it waited, and when; `null` while it has not. */
  readonly stale: Stale | null
}

/** That a conversation moved on under a held message. */
export type Stale = {
  readonly at: Date
  readonly why: (typeof STALE_REASONS)[number]
  /** When it was judged again since; `null` while it is still to be. */
  readonly judgedAt: Date | null
}

/** One hold with everything a reviewer looks at. */
export type Hold = HoldSummary & {
  readonly judgement: Judgement | null
  readonly routeDomain: string
  readonly receivedAt: Date
}

/** Which holds to list. Every filter narrows; `undefined` = all. Text filters match anywhere, case-insensitively. */
export type HoldFilter = {
  readonly status: 'waiting' | 'decided' | 'all'
  readonly sender?: string | undefined
  readonly recipient?: string | undefined
  readonly subject?: string | undefined
  readonly check?: string | undefined
  readonly reason?: (typeof HOLD_REASONS)[number] | undefined
  /** Only those whose conversation moved on, or only those where it has not. */
  readonly stale?: boolean | undefined
  readonly heldAfter?: Date | undefined
  readonly heldBefore?: Date | undefined
}

/** A page of holds, oldest first when waiting (who waited longest comes first), else newest first. */
export type HoldPage = { readonly holds: readonly HoldSummary[]; readonly next: string | null }

/**
 * One page of holds.
 * @param page `limit` 1..200; `cursor`: `next` of the page before, `null` for the first
 */
export async function listHolds(
  sql: Sql,
  filter: HoldFilter,
  page: { readonly limit: number; readonly cursor: string | null },
): Promise<HoldPage> {
  const oldestFirst = filter.status === 'waiting'
  const like = (text: string) => `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`
  const rows = await sql<SummaryRow[]>`
    ${summarySelect(sql)}
    where ${filter.status === 'waiting' ? sql`h.decided_at is null` : filter.status === 'decided' ? sql`h.decided_at is not null` : sql`true`}
    ${filter.sender === undefined ? sql`` : sql`and (m.header_from ilike ${like(filter.sender)} or m.envelope_from ilike ${like(filter.sender)} or m.login ilike ${like(filter.sender)})`}
    ${filter.recipient === undefined ? sql`` : sql`and exists (select 1 from recipients r where r.message_id = m.id and r.address ilike ${like(filter.recipient)})`}
    ${filter.subject === undefined ? sql`` : sql`and m.header_subject ilike ${like(filter.subject)}`}
    ${filter.check === undefined ? sql`` : sql`and exists (select 1 from findings f where f.message_id = m.id and f.check_id = ${storable(filter.check)})`}
    ${filter.reason === undefined ? sql`` : sql`and h.reason = ${filter.reason}`}
    ${filter.stale === undefined ? sql`` : filter.stale ? sql`and h.stale_at is not null` : sql`and h.stale_at is null`}
    ${filter.heldAfter === undefined ? sql`` : sql`and h.held_at >= ${filter.heldAfter}`}
    ${filter.heldBefore === undefined ? sql`` : sql`and h.held_at < ${filter.heldBefore}`}
    ${page.cursor === null ? sql`` : oldestFirst ? sql`and m.id > ${storable(page.cursor)}` : sql`and m.id < ${storable(page.cursor)}`}
    order by m.id ${oldestFirst ? sql`asc` : sql`desc`} limit ${page.limit + 1}`
  const holds = rows.slice(0, page.limit).map(summaryOf)
  return { holds, next: rows.length > page.limit ? (holds.at(-1)?.id ?? null) : null }
}

/** One hold, or `null`. Does not write; a look at content is recorded by `recordView`. */
export async function findHold(sql: Sql, id: string): Promise<Hold | null> {
  const [row] = await sql<SummaryRow[]>`${summarySelect(sql)} where h.message_id = ${storable(id)}`
  if (row === undefined) return null
  return { ...summaryOf(row), judgement: row.judgement, routeDomain: row.route_domain, receivedAt: row.received_at }
}

/** What a reviewer decides. */
export type HoldDecision = {
  readonly id: string
  readonly decision: 'release' | 'return'
  /** `user:…` or `token:…`. */
  readonly actor: string
  /** To the agent; `null` for none. */
  readonly note: string | null
  /** Same key, same decision: a repeat. `null` when the caller gives none. */
  readonly idempotencyKey: string | null
  /** How long a released message may take to be delivered. */
  readonly expireMs: number
  /** What the agent is told, in the same transaction. */
  readonly notices: readonly OwnMessage[]
  /** Decides nothing where the conversation moved on while it waited. @default false */
  readonly unlessStale?: boolean
}

/** `decided` now, `repeated` the decision made before, `conflict` with another decision, left `stale`, or no such hold. */
export type DecisionOutcome =
  | { readonly outcome: 'decided' | 'repeated' | 'conflict' | 'stale'; readonly hold: Hold }
  | { readonly outcome: 'not-found' }

/**
 * Decides a hold once, whoever asks and however often (promise 6): the row is changed only while undecided, and
 * delivery or notice come with it in one transaction. A release first checks the stored octets (promise 2).
 * @throws ChangedBytesError when a message to be released is not the one that came in
 */
export async function decideHold(sql: Sql, decision: HoldDecision): Promise<DecisionOutcome> {
  if (decision.decision === 'release') await octetsOf(sql, decision.id)
  const done = (await sql.begin(async (tx) => {
    const changed = await tx`
      update holds set decided_at = now(), decision = ${decision.decision}, decided_by = ${storable(decision.actor)},
        note = ${decision.note === null ? null : storable(decision.note)}, idempotency_key = ${decision.idempotencyKey}
      where message_id = ${decision.id} and decided_at is null
        and (stale_at is null or not ${decision.unlessStale ?? false}::boolean)`
    if (changed.count === 0) return false
    const state = decision.decision === 'release' ? 'forwarding' : 'returned'
    const moved = await tx`
      update messages set state = ${state} where id = ${decision.id} and state in ${tx(statesBefore(state))}`
    if (moved.count === 0)
      throw new Error(`Message ${decision.id} is held but not in a state to ${decision.decision} it from`)
    if (state === 'forwarding') {
      await insertDeliveries(tx, [{ id: newId(), messageId: decision.id, lease: null, expireMs: decision.expireMs }])
      await tx`select pg_notify('deliveries', '')`
    } else {
      await tx`update recipients set state = 'cancelled', settled_at = now() where message_id = ${decision.id}`
    }
    await appendEvents(tx, [
      {
        kind: decision.decision === 'release' ? 'hold.released' : 'hold.returned',
        messageId: decision.id,
        actor: decision.actor,
        data: { note: decision.note },
      },
    ])
    await insertOwnMessages(tx, decision.notices)
    await markMoved(tx, [decision.id])
    return true
  })) as boolean
  const hold = await findHold(sql, decision.id)
  if (hold === null) return { outcome: 'not-found' }
  if (done) return { outcome: 'decided', hold }
  if (hold.decidedAt === null && hold.stale !== null) return { outcome: 'stale', hold }
  return { outcome: (await isRepeat(sql, decision)) ? 'repeated' : 'conflict', hold }
}

async function isRepeat(sql: Sql, decision: HoldDecision): Promise<boolean> {
  if (decision.idempotencyKey === null) return false
  const rows = await sql`
    select 1 from holds where message_id = ${decision.id} and idempotency_key = ${decision.idempotencyKey}
      and decision = ${decision.decision} and decided_by = ${storable(decision.actor)}`
  return rows.length > 0
}

type SummaryRow = {
  message_id: string
  reason: (typeof HOLD_REASONS)[number]
  held_at: Date
  decided_at: Date | null
  decision: 'release' | 'return' | null
  decided_by: string | null
  note: string | null
  state: string
  login: string | null
  envelope_from: string
  header_from: string | null
  header_subject: string | null
  header_message_id: string | null
  size_bytes: number
  sha256: Buffer
  route_domain: string
  received_at: Date
  recipients: string[]
  judgement: Judgement | null
  stale_at: Date | null
  stale_why: Stale['why'] | null
  stale_judged_at: Date | null
}

function summarySelect(sql: Sql) {
  return sql`
    select h.*, m.state, m.login, m.envelope_from, m.header_from, m.header_subject, m.header_message_id, m.size_bytes,
      m.sha256, m.route_domain, m.received_at, j.judgement,
      (select array_agg(r.address order by r.position) from recipients r where r.message_id = m.id) as recipients
    from holds h join messages m on m.id = h.message_id
    left join lateral (select judgement from judgements where message_id = m.id order by id desc limit 1) j on true`
}

function summaryOf(row: SummaryRow): HoldSummary {
  const findings = row.judgement?.findings.filter((finding) => !finding.shadow) ?? []
  const worst = findings[0]
  return {
    id: row.message_id,
    reason: row.reason,
    heldAt: row.held_at,
    decidedAt: row.decided_at,
    decision: row.decision,
    decidedBy: row.decided_by,
    note: row.note,
    state: row.state,
    login: row.login,
    envelopeFrom: row.envelope_from,
    from: row.header_from,
    subject: row.header_subject,
    messageId: row.header_message_id,
    recipients: row.recipients,
    sizeBytes: row.size_bytes,
    sha256: row.sha256.toString('hex'),
    verdict: row.judgement?.verdict ?? null,
    score: row.judgement?.score ?? null,
    checks: [...new Set(findings.map((finding) => finding.check))],
    worst: worst === undefined ? null : { check: worst.check, message: worst.message, excerpt: worst.excerpt },
    stale:
      row.stale_at === null || row.stale_why === null
        ? null
        : { at: row.stale_at, why: row.stale_why, judgedAt: row.stale_judged_at },
  }
}
