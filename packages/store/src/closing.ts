/** What a person says is done: a question, or a whole conversation. */
import { markChanged } from './conversations.ts'
import { appendEvents } from './events.ts'
import { storable } from './rows.ts'
import type { POINT_STATES } from './schema.ts'
import type { Sql } from './sql.ts'

/** `settled`: a mail settled it before, so there was nothing to close; `state` says how. */
export type CloseOutcome =
  | { readonly outcome: 'closed' | 'repeated' | 'settled'; readonly state: (typeof POINT_STATES)[number] }
  | { readonly outcome: 'not-found' }

/** Closes a question, request or problem that nothing has settled: nobody waits for an answer to it any more. */
export function closePoint(
  sql: Sql,
  { id, actor }: { readonly id: number; readonly actor: string },
): Promise<CloseOutcome> {
  return sql.begin(async (tx) => {
    const [closed] = await tx<{ conversationId: string }[]>`
      update points set state = 'closed', settled_turn_id = null, settled_at = now(), settled_by = ${storable(actor)}
      where id = ${id} and state in ('open', 'partly', 'asked-back', 'deferred')
      returning conversation_id as "conversationId"`
    if (closed !== undefined) {
      await markChanged(tx, closed.conversationId)
      const data = { point: id, conversation: closed.conversationId }
      await appendEvents(tx, [{ kind: 'point.closed', messageId: null, actor, data }])
      return { outcome: 'closed' as const, state: 'closed' as const }
    }
    const [point] = await tx<{ state: (typeof POINT_STATES)[number]; settledBy: string | null }[]>`
      select state, settled_by as "settledBy" from points where id = ${id}`
    if (point === undefined) return { outcome: 'not-found' as const }
    return { outcome: point.settledBy === null ? ('settled' as const) : ('repeated' as const), state: point.state }
  })
}

/**
 * Closes a conversation: nothing is left to do in it, and nobody waits. What the customer writes later counts again.
 * @param close `at`: until when it is closed; what was written by then is done with
 * @returns the conversation's id, that of the one it was merged into; `null` when there is none
 */
export function closeConversation(
  sql: Sql,
  { id, actor, at }: { readonly id: string; readonly actor: string; readonly at: Date },
): Promise<string | null> {
  return sql.begin(async (tx) => {
    const [closed] = await tx<{ id: string }[]>`
      update conversations set closed_at = ${at}, closed_by = ${storable(actor)}
      where id = (select coalesce(merged_into, id) from conversations where id = ${storable(id)}) returning id`
    if (closed === undefined) return null
    await markChanged(tx, closed.id)
    const data = { conversation: closed.id }
    await appendEvents(tx, [{ kind: 'conversation.closed', messageId: null, actor, data }])
    return closed.id
  })
}
