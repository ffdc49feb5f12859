/** Held messages whose conversation moved on: they are marked, judged again, and left out when many are released. */
import type { Judgement } from '@proofgate/checks'
import { appendEvents } from './events.ts'
import { insertJudgements, judgedEvent } from './judgements.ts'
import { isSaid } from './said.ts'
import type { STALE_REASONS } from './schema.ts'
import type { AnyRow, Sql } from './sql.ts'
import { type SubmissionClaim, submissionsIn } from './unjudged.ts'

/**
 * Clocks differ, and the agent wrote with the conversation open: what came this short before the reply was written may
 * not have been seen. What the reply itself names was.
 */
const UNSEEN_MINUTES = 15

/**
 * Marks what waits in these conversations and has gone stale, in the transaction that worked them out: the customer
 * wrote again, a colleague answered, or the time of a promise passed. A hold that went stale once and is judged again
 * goes stale anew by what comes after.
 * @returns how many were marked
 */
export async function markStale(tx: Sql, conversationIds: readonly string[]): Promise<number> {
  if (conversationIds.length === 0) return 0
  const marked = await tx<{ id: string; why: (typeof STALE_REASONS)[number]; turn: string | null }[]>`
    with waiting as (
      select h.message_id, t.id as turn_id, t.conversation_id, t.written_at, m.received_at,
        coalesce(h.stale_at, m.received_at) as since
      from turns t join holds h on h.message_id = t.message_id and h.decided_at is null
      join messages m on m.id = h.message_id
      where t.conversation_id = any(${conversationIds as string[]})
    ), moved as (
      select w.message_id, o.why, o.turn, o.at from waiting w cross join lateral (
        select case t.by when 'customer' then 'customer-wrote' else 'colleague-answered' end as why, t.id as turn,
          t.read_at as at
        from turns t left join messages m on m.id = t.message_id
        left join lateral (select min(r.settled_at) as at from recipients r
          where r.message_id = m.id and r.state = 'sent') sent on true
        where t.conversation_id = w.conversation_id and t.id <> w.turn_id and t.automatic is null
          and t.read_at > w.since and greatest(t.received_at, sent.at) > w.received_at
          and greatest(t.written_at, sent.at) > w.written_at - make_interval(mins => ${UNSEEN_MINUTES})
          and (t.by = 'customer' or t.customer_address is not null) and ${isSaid(tx)}
          and not exists (select 1 from turn_links l
            where l.turn_id = w.turn_id and l.header_message_id = t.header_message_id)
        ) o
      union all
      select w.message_id, 'promise-passed', null, p.due_at from waiting w join promises p
        on p.conversation_id = w.conversation_id and p.state = 'open' and p.due_at <= now()
        and p.due_at > greatest(w.received_at, w.since)
    ), first as (
      -- The latest of all: what was seen now makes nothing stale anew.
      select distinct on (message_id) message_id, why, turn, max(at) over (partition by message_id) as at from moved
      order by message_id, array_position('{customer-wrote,colleague-answered,promise-passed}', why), at desc
    )
    update holds h set stale_at = f.at, stale_why = f.why, stale_judged_at = null, judge_again_at = now()
    from first f where h.message_id = f.message_id and h.decided_at is null
    returning h.message_id as id, f.why, f.turn`
  await appendEvents(
    tx,
    marked.map(({ id, why, turn }) => ({ kind: 'hold.stale', messageId: id, actor: 'relay', data: { why, turn } })),
  )
  return marked.length
}

/** Marks what has gone stale by the time alone. Cheap: it looks at what waits. How many were marked. */
export function markStaleByTime(sql: Sql): Promise<number> {
  return sql.begin(async (tx) => {
    const rows = await tx<{ id: string }[]>`
      select distinct t.conversation_id as id from holds h join turns t on t.message_id = h.message_id
      join promises p on p.conversation_id = t.conversation_id
      where h.decided_at is null and p.state = 'open' and p.due_at <= now()
        and p.due_at > coalesce(h.stale_at, h.held_at)`
    return markStale(
      tx,
      rows.map(({ id }) => id),
    )
  })
}

/** Takes up to `limit` stale holds that are to be judged again, and leases them. Damaged ones come apart. */
export async function claimStale(sql: Sql, limit: number, leaseMs: number): Promise<SubmissionClaim> {
  const rows = await sql<AnyRow[]>`
    with due as (
      select message_id from holds where decided_at is null and judge_again_at <= now()
      order by judge_again_at limit ${limit} for update skip locked
    ), claimed as (
      -- To the millisecond: it comes back as the token of the lease.
      update holds h set judge_again_at = date_trunc('milliseconds', now() + ${leaseMs} * interval '1 ms')
      from due where h.message_id = due.message_id returning h.message_id, h.judge_again_at
    )
    select to_char(c.judge_again_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as lease_token, 1 as attempts, false as overdue,
      m.*, b.bytes,
      (select json_agg(json_build_object('address', r.address, 'notify', r.notify, 'orcpt', r.orcpt) order by r.position)
       from recipients r where r.message_id = m.id) as recipients
    from claimed c join messages m on m.id = c.message_id join bodies b on b.message_id = m.id order by m.id`
  return submissionsIn(rows)
}

type Leased = { readonly id: string; readonly leaseToken: string }

/**
 * Puts the judgement of a stale hold beside those it has. It waits for a person all the same, whatever the verdict.
 * `false` when it was decided or its lease lost meanwhile: then nothing changed.
 */
export function settleStale(sql: Sql, { id, leaseToken }: Leased, judgement: Judgement): Promise<boolean> {
  return sql.begin(async (tx) => {
    const { count } = await tx`
      update holds set judge_again_at = null, stale_judged_at = now()
      where message_id = ${id} and judge_again_at = ${leaseToken}::timestamptz and decided_at is null`
    if (count === 0) return false
    await insertJudgements(tx, [{ id, judgement }])
    await appendEvents(tx, [{ messageId: id, actor: 'relay', ...judgedEvent(judgement) }])
    return true
  })
}

/** Gives a stale hold back to be judged later. */
export async function postponeStale(sql: Sql, { id, leaseToken }: Leased, retryAfterMs: number): Promise<void> {
  await sql`
    update holds set judge_again_at = now() + ${retryAfterMs} * interval '1 ms'
    where message_id = ${id} and judge_again_at = ${leaseToken}::timestamptz and decided_at is null`
}
