/** What a preview of the gate asks of the record. It only reads. */
import { unpacked, verifiedOctets } from './bodies.ts'
import { containing } from './pages.ts'
import { isSaid } from './said.ts'
import type { AnyRow, Query, Sql } from './sql.ts'

/** Which replies of ours. Every filter narrows; `null` = all. */
export type PreviewFilter = {
  /** Written from this instant on, and before that one. */
  readonly since: Date | null
  readonly until: Date | null
  /** Part of the agent's address or name, in any case. */
  readonly agent: string | null
}

/** A mail of ours to a customer, written by a person and really sent. */
export type PreviewReply = {
  readonly id: string
  readonly conversationId: string
  readonly agent: string | null
  readonly agentName: string | null
  readonly team: string | null
  readonly subject: string | null
  readonly writtenAt: Date
  /** Reverse-path and recipients it was submitted with; `null` for a copy. */
  readonly envelope: { readonly from: string; readonly recipients: readonly string[] } | null
  /** When the customer had written first since our mail before, how long they waited by the clock, and whether too long. */
  readonly answer: { readonly askedAt: Date; readonly clockMs: number; readonly isLate: boolean } | null
}

/** How many replies there are. */
export async function countReplies(sql: Sql, filter: PreviewFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from turns t left join messages m on m.id = t.message_id where ${isReply(sql, filter)}`
  return row?.count ?? 0
}

/** Replies of some conversations, and the conversation to go on behind; `null` at the end. */
export type ReplyPage = { readonly replies: readonly PreviewReply[]; readonly next: string | null }

/**
 * The replies of the next `limit` conversations behind one, in their order. By conversations, so that a page costs the
 * same however many there are.
 */
export async function repliesAfter(
  sql: Sql,
  filter: PreviewFilter,
  after: string | null,
  limit: number,
): Promise<ReplyPage> {
  const { since, until } = filter
  const page = await sql<{ id: string }[]>`
    select id from conversations where id > ${after ?? ''} and merged_into is null
    ${since === null ? sql`` : sql`and last_at >= ${since}`} ${until === null ? sql`` : sql`and first_at < ${until}`}
    order by id limit ${limit}`
  const ids = page.map(({ id }) => id)
  return { replies: await repliesIn(sql, filter, ids), next: ids.length < limit ? null : (ids.at(-1) ?? null) }
}

async function repliesIn(sql: Sql, filter: PreviewFilter, ids: readonly string[]): Promise<readonly PreviewReply[]> {
  const rows = await sql`
    select t.id, t.conversation_id, t.author_address, t.author_name, coalesce(t.team, c.team) as team, t.subject,
      t.written_at, m.envelope_from, a.asked_at, a.clock_ms, a.is_late,
      array(select r.address from recipients r where r.message_id = m.id order by r.position) as recipients
    from turns t join conversations c on c.id = t.conversation_id left join messages m on m.id = t.message_id
    left join answers a on a.turn_id = t.id
    where t.conversation_id = any(${ids as string[]}) and ${isReply(sql, filter)}
    order by t.conversation_id, t.written_at, t.id`
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    agent: row.author_address,
    agentName: row.author_name,
    team: row.team,
    subject: row.subject,
    writtenAt: row.written_at,
    envelope: row.envelope_from === null ? null : { from: row.envelope_from, recipients: row.recipients },
    answer:
      row.asked_at === null ? null : { askedAt: row.asked_at, clockMs: Number(row.clock_ms), isLate: row.is_late },
  }))
}

function isReply(sql: Sql, { since, until, agent }: PreviewFilter): Query<AnyRow> {
  return sql`
    t.by = 'us' and t.read_at is not null and t.automatic is null and t.customer_address is not null
    and t.conversation_id is not null and t.erased_at is null and ${isSaid(sql)}
    ${since === null ? sql`` : sql`and t.written_at >= ${since}`}
    ${until === null ? sql`` : sql`and t.written_at < ${until}`}
    ${agent === null ? sql`` : sql`and (t.author_address ilike ${containing(agent)} or t.author_name ilike ${containing(agent)})`}`
}

/** Ids of what was said in a conversation before a turn, the latest `limit` of them, oldest first. */
export async function saidBefore(sql: Sql, turnId: string, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select t.id from turns self join turns t on t.conversation_id = self.conversation_id
    left join messages m on m.id = t.message_id
    where self.id = ${turnId} and t.id <> self.id and t.read_at is not null and ${isSaid(sql)}
      and (t.written_at, t.id) < (self.written_at, self.id)
    order by t.written_at desc, t.id desc limit ${limit}`
  return rows.map(({ id }) => id).toReversed()
}

/** The octets of a turn, a copy's or a submission's; `null` when they are erased. */
export async function octetsOfTurn(sql: Sql, turnId: string): Promise<Buffer | null> {
  const [row] = await sql`
    select t.message_id, m.sha256, b.bytes as body, tb.bytes as copy
    from turns t left join messages m on m.id = t.message_id left join bodies b on b.message_id = m.id
    left join turn_bodies tb on tb.turn_id = t.id where t.id = ${turnId} and t.erased_at is null`
  if (row === undefined) return null
  if (row.body !== null) return verifiedOctets(row.message_id, row.body, row.sha256)
  return row.copy === null ? null : unpacked(row.copy)
}

/** Customers who wait for an answer, since an instant in the span. */
export type Unanswered = {
  readonly count: number
  /** Of them, those whose time by the response target has passed. */
  readonly overdue: number
  /** Who waits longest, ten of them. */
  readonly longest: readonly {
    readonly conversationId: string
    readonly customer: string | null
    readonly subject: string | null
    readonly since: Date
    readonly openPoints: number
  }[]
}

/** Who waits for an answer of ours. @param now what time it is */
export async function unansweredIn(sql: Sql, { since, until }: PreviewFilter, now: Date): Promise<Unanswered> {
  const where = sql`
    c.merged_into is null and c.waits_on = 'us' and c.erased_at is null
    ${since === null ? sql`` : sql`and c.waiting_since >= ${since}`}
    ${until === null ? sql`` : sql`and c.waiting_since < ${until}`}`
  const [counts] = await sql<{ count: number; overdue: number }[]>`
    select count(*)::int as count, (count(*) filter (where c.answer_due_at < ${now}))::int as overdue
    from conversations c where ${where}`
  const longest = await sql<Unanswered['longest'][number][]>`
    select c.id as "conversationId", c.customer_address as customer, c.subject, c.waiting_since as since,
      c.open_points as "openPoints"
    from conversations c where ${where} order by c.waiting_since, c.id limit 10`
  return { count: counts?.count ?? 0, overdue: counts?.overdue ?? 0, longest }
}

/** What became of the promises of one agent. */
export type PromisesKept = {
  readonly agent: string | null
  readonly team: string | null
  readonly made: number
  /** Kept in time, and kept after it. */
  readonly kept: number
  readonly late: number
  /** Put off by another, and taken back. */
  readonly renewed: number
  readonly withdrawn: number
  /** Nothing on record keeps it, and its time has passed; or has not yet. */
  readonly broken: number
  readonly running: number
}

/** Promises made in the span, by agent. @param now what time it is */
export async function promisesIn(
  sql: Sql,
  { since, until, agent }: PreviewFilter,
  now: Date,
): Promise<readonly PromisesKept[]> {
  return sql<PromisesKept[]>`
    select p.agent, c.team, count(*)::int as made,
      (count(*) filter (where p.state = 'kept' and p.settled_at <= p.due_at))::int as kept,
      (count(*) filter (where p.state = 'kept' and p.settled_at > p.due_at))::int as late,
      (count(*) filter (where p.state = 'renewed'))::int as renewed,
      (count(*) filter (where p.state = 'withdrawn'))::int as withdrawn,
      (count(*) filter (where p.state = 'open' and p.due_at < ${now}))::int as broken,
      (count(*) filter (where p.state = 'open' and p.due_at >= ${now}))::int as running
    from promises p join conversations c on c.id = p.conversation_id join turns t on t.id = p.turn_id
    where true ${since === null ? sql`` : sql`and p.made_at >= ${since}`}
    ${until === null ? sql`` : sql`and p.made_at < ${until}`}
    ${agent === null ? sql`` : sql`and (t.author_address ilike ${containing(agent)} or t.author_name ilike ${containing(agent)})`}
    group by p.agent, c.team order by p.agent nulls last, c.team nulls last`
}

/** A promise that was open at an instant: made before it, and settled after it or never. */
export type PromiseThen = {
  readonly id: number
  readonly text: string
  readonly timeWords: string | null
  readonly madeAt: Date
  readonly dueAt: Date
  readonly agent: string | null
}

/** The promises that were open in a conversation at an instant, the latest 100. */
export async function promisesOpenAt(sql: Sql, conversationId: string, at: Date): Promise<readonly PromiseThen[]> {
  return sql<PromiseThen[]>`
    select id, text, time_words as "timeWords", made_at as "madeAt", due_at as "dueAt", agent from promises
    where conversation_id = ${conversationId} and text is not null and made_at < ${at}
      and (state = 'open' or settled_at >= ${at})
    order by made_at desc, id desc limit 100`
}
