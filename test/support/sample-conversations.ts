import { newId, type Sql } from '@proofgate/store'

/** A conversation on record with everything a test does not care about filled in. */
export type SampleConversation = {
  readonly id?: string
  readonly customer?: string
  readonly name?: string
  readonly subject?: string
  readonly waitsOn?: 'us' | 'customer' | null
  readonly waitingSince?: Date
  readonly dueAt?: Date
  readonly lastAt?: Date
  readonly atRisk?: boolean
  readonly agents?: readonly string[]
  readonly team?: string | null
  readonly mergedInto?: string
}

const AT = new Date('2026-11-23T09:00:00Z')

/** Puts a conversation on record, waiting on us unless told otherwise. @returns its id */
export async function putConversation(sql: Sql, given: SampleConversation = {}): Promise<string> {
  const id = given.id ?? newId()
  const waitsOn = given.waitsOn === undefined ? 'us' : given.waitsOn
  await sql`
    insert into conversations (id, customer_address, customer_name, subject_key, subject, tickets, first_at, last_at,
      turn_count, waits_on, waiting_since, answer_due_at, open_points, at_risk, because, agents, team, merged_into)
    values (${id}, ${given.customer ?? 'kim@customer.example'}, ${given.name ?? 'Kim Lee'}, 'your order',
      ${given.subject ?? 'Your order'}, '{}', ${AT}, ${given.lastAt ?? AT}, 0, ${waitsOn},
      ${waitsOn === null ? null : (given.waitingSince ?? AT)}, ${waitsOn === 'us' ? (given.dueAt ?? AT) : null}, 0,
      ${given.atRisk ?? false}, '{}', ${given.agents ?? ['anna@acme.example']}, ${given.team ?? null},
      ${given.mergedInto ?? null})`
  return id
}

/** Puts a mail of a conversation on record, read. @returns its id */
export async function putTurn(
  sql: Sql,
  conversationId: string,
  given: {
    readonly by?: 'customer' | 'us'
    readonly text?: string
    readonly at?: Date
    readonly messageId?: string
  } = {},
): Promise<string> {
  const id = newId()
  const by = given.by ?? 'customer'
  await sql`
    insert into turns (id, conversation_id, by, source, message_id, identity, author_address, recipients, written_at,
      text, because, read_at, customer_address)
    values (${id}, ${conversationId}, ${by}, 'journal', ${given.messageId ?? null}, ${Buffer.from(id)},
      ${by === 'us' ? 'anna@acme.example' : 'kim@customer.example'}, '{}', ${given.at ?? AT},
      ${given.text ?? 'When will it come?'}, '{}', now(), 'kim@customer.example')`
  return id
}

/** Puts a question on record. @returns its id */
export async function putPoint(
  sql: Sql,
  conversationId: string,
  turnId: string,
  given: { readonly state?: string; readonly text?: string } = {},
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into points (conversation_id, turn_id, kind, text, state)
    values (${conversationId}, ${turnId}, 'question', ${given.text ?? 'When will it come?'}, ${given.state ?? 'open'})
    returning id`
  return Number(row?.id)
}

/** Puts a promise on record. @returns its id */
export async function putPromise(
  sql: Sql,
  conversationId: string,
  turnId: string,
  given: { readonly state?: string; readonly text?: string; readonly agent?: string; readonly dueAt?: Date } = {},
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into promises (conversation_id, turn_id, agent, text, time_words, made_at, due_at, state)
    values (${conversationId}, ${turnId}, ${given.agent ?? 'anna@acme.example'}, ${given.text ?? "I'll ring you tomorrow."},
      'tomorrow', ${AT}, ${given.dueAt ?? AT}, ${given.state ?? 'open'}) returning id`
  return Number(row?.id)
}
