/** Conversations as people look for them: who waits, what is overdue, who is at risk. */
import { containing, cursorOf, type PageRequest, placeOf } from './pages.ts'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/** A line of the list: what is known of a conversation without its words. */
export type ConversationSummary = {
  readonly id: string
  /** `null` while only our own people wrote. */
  readonly customerAddress: string | null
  readonly customerName: string | null
  readonly subject: string | null
  readonly waitsOn: 'us' | 'customer' | null
  readonly waitingSince: Date | null
  readonly answerDueAt: Date | null
  readonly openPoints: number
  readonly mood: 'upset' | 'neutral' | 'happy' | null
  readonly atRisk: boolean
  readonly agents: readonly string[]
  readonly team: string | null
  readonly turnCount: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly closedAt: Date | null
  readonly erasedAt: Date | null
}

/** Which conversations to list. Every filter narrows; `undefined` = all. */
export type ConversationFilter = {
  /**
   * `waiting`: the customer waits on us; `overdue`: and longer than the response target allows; both due first. `at-risk`:
   * the customer is; `all`: every one; both latest first.
   */
  readonly status: 'waiting' | 'overdue' | 'at-risk' | 'all'
  /** What time it is, for `overdue`. */
  readonly now: Date
  readonly team?: string | undefined
  /** Address of one of us who wrote in it, in any case. */
  readonly agent?: string | undefined
  /** Part of the customer's address or name, in any case. */
  readonly customer?: string | undefined
  /** Somebody wrote in it at or after this instant. */
  readonly since?: Date | undefined
}

/** A page of conversations. */
export type ConversationPage = { readonly conversations: readonly ConversationSummary[]; readonly next: string | null }

/** One page of conversations. Merged ones are not among them. */
export async function listConversations(
  sql: Sql,
  filter: ConversationFilter,
  { limit, cursor }: PageRequest,
): Promise<ConversationPage> {
  const isWaiting = filter.status === 'waiting' || filter.status === 'overdue'
  const sortedBy = isWaiting ? sql`c.answer_due_at` : sql`c.last_at`
  const after = cursor === null ? null : placeOf(cursor)
  const rows = await sql<ConversationSummary[]>`
    select ${columns(sql)} from conversations c where c.merged_into is null
    ${isWaiting ? sql`and c.waits_on = 'us'` : filter.status === 'at-risk' ? sql`and c.at_risk` : sql``}
    ${filter.status === 'overdue' ? sql`and c.answer_due_at < ${filter.now}` : sql``}
    ${filter.team === undefined ? sql`` : sql`and c.team = ${storable(filter.team)}`}
    ${filter.agent === undefined ? sql`` : sql`and ${storable(filter.agent.toLowerCase())} = any(c.agents)`}
    ${filter.customer === undefined ? sql`` : sql`and (c.customer_address ilike ${containing(filter.customer)} or c.customer_name ilike ${containing(filter.customer)})`}
    ${filter.since === undefined ? sql`` : sql`and c.last_at >= ${filter.since}`}
    ${after === null ? sql`` : isWaiting ? sql`and (${sortedBy}, c.id) > (${after.at}, ${after.id})` : sql`and (${sortedBy}, c.id) < (${after.at}, ${after.id})`}
    order by ${sortedBy} ${isWaiting ? sql`asc, c.id asc` : sql`desc, c.id desc`} limit ${limit + 1}`
  const conversations = rows.slice(0, limit)
  const last = conversations.at(-1)
  if (rows.length <= limit || last === undefined) return { conversations, next: null }
  return { conversations, next: cursorOf({ at: (isWaiting ? last.answerDueAt : null) ?? last.lastAt, id: last.id }) }
}

/** What a list shows of a conversation `c`. */
export const columns = (sql: Sql) => sql`
  c.id, c.customer_address as "customerAddress", c.customer_name as "customerName", c.subject, c.waits_on as "waitsOn",
  c.waiting_since as "waitingSince", c.answer_due_at as "answerDueAt", c.open_points as "openPoints", c.mood,
  c.at_risk as "atRisk", c.agents, c.team, c.turn_count as "turnCount", c.first_at as "firstAt", c.last_at as "lastAt",
  c.closed_at as "closedAt", c.erased_at as "erasedAt"`

/**
 * Ids of conversations that begin or end with `part`, at most `limit`, newest first, as people type them. Walks through
 * all ids: not for links, which have the whole id.
 */
export async function findConversationIds(sql: Sql, part: string, limit: number): Promise<string[]> {
  const escaped = storable(part.toLowerCase()).replace(/[\\%_]/g, '\\$&')
  const rows = await sql<{ id: string }[]>`
    select id from conversations where merged_into is null and (id like ${`${escaped}%`} or id like ${`%${escaped}`})
    order by id desc limit ${limit}`
  return rows.map(({ id }) => id)
}
