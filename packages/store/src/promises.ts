/** The ledger of what we promised. */
import { markChanged } from './conversations.ts'
import { appendEvents } from './events.ts'
import { containing, cursorOf, type PageRequest, placeOf } from './pages.ts'
import { storable } from './rows.ts'
import type { PROMISE_STATES } from './schema.ts'
import type { Sql } from './sql.ts'

/** A promise of ours. */
export type ListedPromise = {
  readonly id: number
  readonly conversationId: string
  /** Our turn that makes it. */
  readonly turnId: string
  /** Address of who promised. */
  readonly agent: string | null
  readonly customerAddress: string | null
  readonly customerName: string | null
  readonly team: string | null
  /** Our words, and those for the time; `null` when erased. */
  readonly text: string | null
  readonly timeWords: string | null
  readonly madeAt: Date
  readonly dueAt: Date
  readonly state: (typeof PROMISE_STATES)[number]
  readonly settledTurnId: string | null
  readonly settledAt: Date | null
  /** Who marked it; `null` when a later mail settled it. */
  readonly settledBy: string | null
}

/** Which promises to list. Every filter narrows; `undefined` = all. */
export type PromiseFilter = {
  /** `open`: due first; `overdue`: open, and their time has passed; the settled: those due last first; `all`: the newest first. */
  readonly state: 'open' | 'overdue' | 'kept' | 'renewed' | 'withdrawn' | 'all'
  /** What time it is, for `overdue`. */
  readonly now: Date
  /** Address of who promised, in any case. */
  readonly agent?: string | undefined
  readonly team?: string | undefined
  /** Part of the customer's address or name, in any case. */
  readonly customer?: string | undefined
  readonly dueBefore?: Date | undefined
}

/** A page of promises. */
export type PromisePage = { readonly promises: readonly ListedPromise[]; readonly next: string | null }

/** One page of promises. They quote our mails: that somebody looks is recorded by `recordLook`. */
export async function listPromises(
  sql: Sql,
  filter: PromiseFilter,
  { limit, cursor }: PageRequest,
): Promise<PromisePage> {
  const dueFirst = filter.state === 'open' || filter.state === 'overdue'
  const isAll = filter.state === 'all'
  const after = cursor === null ? null : placeOf(cursor)
  const rows = await sql<ListedPromise[]>`
    select ${promiseColumns(sql)} from promises p join conversations c on c.id = p.conversation_id
    where ${isAll ? sql`true` : dueFirst ? sql`p.state = 'open'` : sql`p.state = ${filter.state}`}
    ${filter.state === 'overdue' ? sql`and p.due_at < ${filter.now}` : sql``}
    ${filter.agent === undefined ? sql`` : sql`and p.agent = ${storable(filter.agent.toLowerCase())}`}
    ${filter.team === undefined ? sql`` : sql`and c.team = ${storable(filter.team)}`}
    ${filter.customer === undefined ? sql`` : sql`and (c.customer_address ilike ${containing(filter.customer)} or c.customer_name ilike ${containing(filter.customer)})`}
    ${filter.dueBefore === undefined ? sql`` : sql`and p.due_at < ${filter.dueBefore}`}
    ${after === null ? sql`` : isAll ? sql`and p.id < ${Number(after.id)}` : dueFirst ? sql`and (p.due_at, p.id) > (${after.at}, ${Number(after.id)})` : sql`and (p.due_at, p.id) < (${after.at}, ${Number(after.id)})`}
    order by ${isAll ? sql`p.id desc` : dueFirst ? sql`p.due_at asc, p.id asc` : sql`p.due_at desc, p.id desc`} limit ${limit + 1}`
  const promises = rows.slice(0, limit)
  const last = promises.at(-1)
  if (rows.length <= limit || last === undefined) return { promises, next: null }
  return { promises, next: cursorOf({ at: last.dueAt, id: String(last.id) }) }
}

/** What a list shows of a promise `p` in a conversation `c`. */
export const promiseColumns = (sql: Sql) => sql`
  p.id, p.conversation_id as "conversationId", p.turn_id as "turnId", p.agent, c.customer_address as "customerAddress",
  c.customer_name as "customerName", c.team, p.text, p.time_words as "timeWords", p.made_at as "madeAt",
  p.due_at as "dueAt", p.state, p.settled_turn_id as "settledTurnId", p.settled_at as "settledAt",
  p.settled_by as "settledBy"`

/** What a person says became of a promise; `open` takes a mark back, and later mails decide again. */
export type PromiseMark = {
  readonly id: number
  readonly state: 'kept' | 'withdrawn' | 'open'
  /** `user:…` or `token:…`. */
  readonly actor: string
}

export type MarkOutcome =
  | { readonly outcome: 'marked' | 'repeated'; readonly promise: ListedPromise }
  | { readonly outcome: 'not-found' }

/**
 * Marks a promise: what a person says stands, whatever later mails say, until a person says otherwise. The same mark
 * again is a repeat and changes nothing.
 */
export function markPromise(sql: Sql, { id, state, actor }: PromiseMark): Promise<MarkOutcome> {
  return sql.begin(async (tx) => {
    const isOpen = state === 'open'
    const changed = await tx<{ conversationId: string }[]>`
      update promises set state = ${state}, settled_turn_id = null,
        settled_at = case when ${isOpen} then null else now() end,
        settled_by = case when ${isOpen} then null else ${storable(actor)} end
      where id = ${id} and (state <> ${state} or (settled_by is null) <> ${isOpen})
      returning conversation_id as "conversationId"`
    const [row] = changed
    if (row !== undefined) {
      await markChanged(tx, row.conversationId)
      const data = { promise: id, conversation: row.conversationId, state }
      await appendEvents(tx, [{ kind: 'promise.marked', messageId: null, actor, data }])
    }
    const [promise] = await tx<ListedPromise[]>`
      select ${promiseColumns(tx)} from promises p join conversations c on c.id = p.conversation_id where p.id = ${id}`
    if (promise === undefined) return { outcome: 'not-found' as const }
    return { outcome: row === undefined ? ('repeated' as const) : ('marked' as const), promise }
  })
}
