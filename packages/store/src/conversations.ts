/** Conversations: mails put in their place, and what a reviewer merges or takes apart. */
import type { ThreadKeys } from '@proofgate/conversations'
import { appendEvents } from './events.ts'
import { newId } from './ids.ts'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'
import { findConversation } from './threads.ts'

/** A turn that has been read and looks for its place. */
export type TurnToPlace = {
  readonly id: string
  readonly keys: ThreadKeys
  readonly by: 'customer' | 'us'
  /** Who it is from or to; `null` when it went among our own people. */
  readonly customer: { readonly name: string; readonly address: string } | null
  readonly subject: string | null
  readonly writtenAt: Date
  /** No person's writing: it joins a conversation but begins none. */
  readonly isAutomatic: boolean
}

/** Advisory locks of the placing: any number but those of other locks of ours, and how many doors there are. */
const PLACING_LOCK = 7_072_743
const DOORS = 4096

/**
 * Puts a turn into its conversation, or begins one, in the transaction that settles its reading. Whoever places turns of
 * one thread at the same time waits: two mails that name each other, or are of one customer, become one conversation.
 * A turn that shows two conversations to be one joins them.
 * @returns the conversation's id; `null` for an automatic mail that belongs nowhere
 */
export async function placeTurn(tx: Sql, turn: TurnToPlace): Promise<string | null> {
  const customer = turn.customer?.address.toLowerCase() ?? null
  await lockDoors(tx, [...turn.keys.references, turn.keys.messageId, customer])
  const seeker = { ...turn, turnId: turn.id, customers: customer === null ? [] : [customer] }
  const found = await findConversation(tx, seeker)
  if (found === null) return turn.isAutomatic ? null : begin(tx, turn, customer)
  // In the order in which a reviewer's merge takes them. Merged meanwhile, it is where its turns are now.
  const rows = await tx<{ id: string; now: string }[]>`
    select id, coalesce(merged_into, id) as now from conversations
    where id = any(${[found.id, ...found.same]}) order by id for update`
  const id = rows.find((row) => row.id === found.id)?.now ?? found.id
  for (const other of found.same) await merge(tx, { from: other, into: id, actor: 'relay' })
  await widen(tx, id, turn, customer)
  return id
}

async function lockDoors(tx: Sql, keys: readonly (string | null)[]): Promise<void> {
  // In order of their numbers, or two transactions could wait for each other.
  await tx`
    select pg_advisory_xact_lock(${PLACING_LOCK}, door) from (
      select distinct hashtext(key) & ${DOORS - 1} as door
      from unnest(${keys.flatMap((key) => (key === null ? [] : [storable(key)]))}::text[]) as key order by door) as doors`
}

async function begin(tx: Sql, turn: TurnToPlace, customer: string | null): Promise<string> {
  const id = newId()
  await tx`
    insert into conversations (id, customer_address, customer_name, subject_key, subject, tickets, first_at, last_at,
      turn_count, open_points, because, agents)
    values (${id}, ${customer === null ? null : storable(customer)}, ${nameOf(turn)}, ${storable(turn.keys.subjectKey)},
      ${turn.subject === null ? null : storable(turn.subject)}, ${turn.keys.tickets.map(storable)}, ${turn.writtenAt},
      ${turn.writtenAt}, 0, 0, '{}', '{}')`
  await markChanged(tx, id)
  return id
}

/** Tags kept of one conversation: more are a game. */
const TICKETS_MAX = 50

async function widen(tx: Sql, id: string, turn: TurnToPlace, customer: string | null): Promise<void> {
  await tx`
    update conversations set first_at = least(first_at, ${turn.writtenAt}), last_at = greatest(last_at, ${turn.writtenAt}),
      customer_address = coalesce(customer_address, ${customer === null ? null : storable(customer)}),
      customer_name = case when erased_at is not null then null when ${turn.by} = 'customer'
        and customer_address is not distinct from ${customer} then coalesce(${nameOf(turn)}::text, customer_name)
        else coalesce(customer_name, case when customer_address is null then ${nameOf(turn)}::text end) end,
      tickets = (select array(select distinct t from unnest(tickets || ${turn.keys.tickets.map(storable)}::text[]) as t
        limit ${TICKETS_MAX}))
    where id = ${id}`
  await markChanged(tx, id)
}

function nameOf({ customer }: TurnToPlace): string | null {
  return customer === null || customer.name === '' ? null : storable(customer.name.slice(0, 300))
}

/** Says that a conversation's summary is to be worked out anew, in the transaction of what changed it. */
export async function markChanged(tx: Sql, conversationId: string): Promise<void> {
  await tx`insert into conversation_changes (conversation_id) values (${conversationId})`
}

/**
 * Says so of the conversations that messages are in, in the transaction that moves them on: what was held is said now,
 * or never. They are read once more, for what they promise counts from now on.
 */
export async function markMoved(tx: Sql, messageIds: readonly string[]): Promise<void> {
  const ids = messageIds as string[]
  await tx`insert into conversation_changes (message_id) select unnest(${ids}::text[])`
  await tx`update turns set read_at = null, run_at = now() where message_id = any(${ids}) and read_at is not null`
}

/** What became of a wish to merge or split. */
export type ThreadOutcome = { readonly outcome: 'done'; readonly id: string } | { readonly outcome: 'not-found' }

/**
 * Makes two conversations one, whoever they are with: a reviewer knows. The turns of `from` go to `into`; `from` stays,
 * empty, and leads there.
 * @param act `actor`: `user:…` or `token:…`
 */
export function mergeConversations(
  sql: Sql,
  act: { readonly from: string; readonly into: string; readonly actor: string },
): Promise<ThreadOutcome> {
  return sql.begin(async (tx) => {
    const ids = [storable(act.from), storable(act.into)]
    const rows = await tx<{ id: string }[]>`
      select id from conversations where id = any(${ids}) and merged_into is null order by id for update`
    if (act.from === act.into || rows.length !== 2) return { outcome: 'not-found' as const }
    await merge(tx, act)
    // What was taken apart and is put together again is no longer apart.
    await tx`update conversations set split_from = null where id = ${act.into} and split_from = ${act.from}`
    return { outcome: 'done' as const, id: act.into }
  })
}

async function merge(
  tx: Sql,
  { from, into, actor }: { readonly from: string; readonly into: string; readonly actor: string },
): Promise<void> {
  const merged = await tx<{ firstAt: Date; lastAt: Date; tickets: string[] }[]>`
    update conversations set merged_into = ${into}, turn_count = 0, open_points = 0, waits_on = null,
      waiting_since = null, answer_due_at = null
    where id = ${from} and merged_into is null
    returning first_at as "firstAt", last_at as "lastAt", tickets`
  const [row] = merged
  if (row === undefined) return
  await tx`update conversations set merged_into = ${into} where merged_into = ${from}`
  for (const table of ['turns', 'points', 'promises', 'answers'])
    await tx.unsafe(`update ${table} set conversation_id = $1 where conversation_id = $2`, [into, from])
  await tx`
    update conversations set first_at = least(first_at, ${row.firstAt}), last_at = greatest(last_at, ${row.lastAt}),
      tickets = (select array(select distinct t from unnest(tickets || ${row.tickets}::text[]) as t limit ${TICKETS_MAX})),
      customer_address = coalesce(customer_address, (select customer_address from conversations where id = ${from})),
      customer_name = coalesce(customer_name, (select customer_name from conversations where id = ${from}))
    where id = ${into}`
  await markChanged(tx, into)
  await appendEvents(tx, [{ kind: 'conversation.merged', messageId: null, actor, data: { from, into } }])
}

/**
 * Takes a turn and all later ones out of their conversation into one of their own. What answers them finds that one;
 * references to earlier turns join the two no more.
 * @returns the new conversation; `not-found` for a turn that does not stand in it, or is its first
 */
export function splitConversation(
  sql: Sql,
  act: { readonly turnId: string; readonly conversation: string; readonly actor: string },
): Promise<ThreadOutcome> {
  return sql.begin(async (tx) => {
    const [turn] = await tx<{ conversation: string; at: Date; subject: string | null; subjectKey: string }[]>`
      select c.id as conversation, t.written_at as at, t.subject, c.subject_key as "subjectKey"
      from turns t join conversations c on c.id = t.conversation_id where t.id = ${storable(act.turnId)} and c.id = ${storable(act.conversation)} for update of c`
    if (turn === undefined) return { outcome: 'not-found' as const }
    const moved = await tx<{ id: string }[]>`
      select id from turns where conversation_id = ${turn.conversation} and (written_at, id) >= (${turn.at}, ${act.turnId})`
    const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
      select count(*) from turns where conversation_id = ${turn.conversation}`
    if (moved.length === count) return { outcome: 'not-found' as const }
    const id = newId()
    const ids = moved.map((row) => row.id)
    await tx`
      insert into conversations (id, customer_address, customer_name, subject_key, subject, tickets, first_at, last_at,
        turn_count, open_points, because, agents, split_from)
      select ${id}, customer_address, customer_name, subject_key, ${turn.subject}, '{}', ${turn.at}, last_at, 0, 0, '{}',
        '{}', id
      from conversations where id = ${turn.conversation}`
    await tx`update turns set conversation_id = ${id} where id = any(${ids})`
    await tx`update points set conversation_id = ${id} where turn_id = any(${ids})`
    await tx`update promises set conversation_id = ${id} where turn_id = any(${ids})`
    await tx`update answers set conversation_id = ${id} where turn_id = any(${ids})`
    await tx`
      update conversations set last_at = (select max(written_at) from turns where conversation_id = ${turn.conversation})
      where id = ${turn.conversation}`
    await markChanged(tx, turn.conversation)
    await markChanged(tx, id)
    const data = { from: turn.conversation, into: id, turn: act.turnId }
    await appendEvents(tx, [{ kind: 'conversation.split', messageId: null, actor: act.actor, data }])
    return { outcome: 'done' as const, id }
  })
}
