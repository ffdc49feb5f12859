/** A conversation as a person reads it. */
import type { PointState } from '@proofgate/conversations'
import { type ConversationSummary, columns } from './conversation-lists.ts'
import { type ListedPromise, promiseColumns } from './promises.ts'
import { storable } from './rows.ts'
import { isSaid } from './said.ts'
import type { TURN_SOURCES } from './schema.ts'
import type { Sql } from './sql.ts'

/** One mail of it. */
export type ReadTurn = {
  readonly id: string
  /** `null` while it waits to be read. */
  readonly by: 'customer' | 'us' | null
  readonly source: (typeof TURN_SOURCES)[number]
  /** The message of a submission; `null` for a copy. */
  readonly messageId: string | null
  /** False for what was not sent to the customer: held, returned, bounced. */
  readonly isSaid: boolean
  readonly authorAddress: string | null
  readonly authorName: string | null
  readonly subject: string | null
  readonly writtenAt: Date
  readonly automatic: string | null
  /** `null` until it is read, and when it was erased. */
  readonly text: string | null
  readonly language: string | null
  readonly mood: 'upset' | 'neutral' | 'happy' | null
  readonly atRisk: boolean
}

/** A question, request or problem of the customer's, and what became of it. */
export type ReadPoint = {
  readonly id: number
  readonly turnId: string
  readonly kind: 'question' | 'request' | 'problem'
  readonly text: string | null
  readonly state: PointState
  readonly settledTurnId: string | null
  readonly settledAt: Date | null
  readonly settledBy: string | null
}

/** A conversation with all that is known of it. */
export type WholeConversation = ConversationSummary & {
  /** The customer's words that show mood and risk. */
  readonly because: readonly string[]
  /** Oldest first; of very long ones the latest 500. */
  readonly turns: readonly ReadTurn[]
  readonly points: readonly ReadPoint[]
  readonly promises: readonly ListedPromise[]
}

const TURNS_MAX = 500

/**
 * A conversation, or `null`; one that was merged is read where it is now. Does not write; that somebody looks is recorded
 * by `recordLook`.
 */
export async function readConversation(sql: Sql, id: string): Promise<WholeConversation | null> {
  const [conversation] = await sql<(ConversationSummary & { because: string[] })[]>`
    select ${columns(sql)}, c.because from conversations c
    where c.id = (select coalesce(merged_into, id) from conversations where id = ${storable(id)})`
  if (conversation === undefined) return null
  const [turns, points, promises] = await Promise.all([
    turnsOf(sql, conversation.id),
    sql<ReadPoint[]>`
      select id, turn_id as "turnId", kind, text, state, settled_turn_id as "settledTurnId",
        settled_at as "settledAt", settled_by as "settledBy"
      from points where conversation_id = ${conversation.id} order by id`,
    sql<ListedPromise[]>`
      select ${promiseColumns(sql)} from promises p join conversations c on c.id = p.conversation_id
      where p.conversation_id = ${conversation.id} order by p.id`,
  ])
  return { ...conversation, turns, points, promises }
}

function turnsOf(sql: Sql, conversationId: string): PromiseLike<readonly ReadTurn[]> {
  return sql<ReadTurn[]>`
    select * from (
      select t.id, t.by, t.source, t.message_id as "messageId", ${isSaid(sql)} as "isSaid",
        t.author_address as "authorAddress", t.author_name as "authorName", t.subject, t.written_at as "writtenAt",
        t.automatic, t.text, t.language, t.mood, t.at_risk as "atRisk"
      from turns t left join messages m on m.id = t.message_id
      where t.conversation_id = ${conversationId} order by t.written_at desc, t.id desc limit ${TURNS_MAX}) latest
    order by "writtenAt", id`
}
