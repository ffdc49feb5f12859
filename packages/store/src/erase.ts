/** Erasing what a customer wrote and what was written to them, at their wish; counts, times and states stay. */
import { codeOf } from './database.ts'
import { newId } from './ids.ts'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/** How much holds words, the name or the address of a customer. */
export type ErasureCounts = {
  /** Conversations they took part in; each is erased whole. */
  readonly conversations: number
  /** Mails of these, and mails elsewhere that name the address. */
  readonly turns: number
  /** Messages that went through here and notices about them, whose octets go. */
  readonly messages: number
  /** Copies of mails, whose octets go. */
  readonly copies: number
  /** Judgements, which keep verdict and points and lose every word. */
  readonly judgements: number
  readonly points: number
  readonly promises: number
  readonly themeMembers: number
}

/** What an erasure would do. */
export type ErasurePlan = ErasureCounts & {
  /** Messages that are held, in the queue or not judged yet: while there are any, nothing is erased. */
  readonly underWay: readonly string[]
  /** True when the address is one of ours: it is never erased. */
  readonly isOurs: boolean
}

/** What became of the wish. */
export type Erasure =
  | { readonly outcome: 'erased'; readonly pseudonym: string; readonly counts: ErasureCounts }
  | { readonly outcome: 'nothing' | 'ours' }
  | { readonly outcome: 'under-way'; readonly messageIds: readonly string[] }

/** All mails are read through for the address: a second for 200,000 of them, more than a statement may take otherwise. */
const PATIENCE_MS = 600_000

function patiently<Result>(sql: Sql, work: (tx: Sql) => Promise<Result>): Promise<Result> {
  return sql.begin(async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${PATIENCE_MS}`)
    return work(tx)
  }, PATIENCE_MS + 5_000)
}

/** Says what erasing would remove, and changes nothing. */
export function planErasure(sql: Sql, address: string): Promise<ErasurePlan> {
  return patiently(sql, (tx) => planIn(tx, storable(address).toLowerCase()))
}

async function planIn(tx: Sql, customer: string): Promise<ErasurePlan> {
  const [row] = await tx<ErasurePlan[]>`
    select cardinality(s.conversation_ids) as conversations, cardinality(s.turn_ids) as turns,
      (select count(*)::int from bodies b where b.message_id = any(s.message_ids)) as messages,
      (select count(*)::int from turn_bodies b where b.turn_id = any(s.turn_ids)) as copies,
      (select count(*)::int from judgements j where j.message_id = any(s.message_ids)) as judgements,
      (select count(*)::int from points p where p.turn_id = any(s.turn_ids) or p.conversation_id = any(s.conversation_ids)) as points,
      (select count(*)::int from promises p where p.turn_id = any(s.turn_ids) or p.conversation_id = any(s.conversation_ids)) as promises,
      (select count(*)::int from theme_members m where m.turn_id = any(s.turn_ids)) as "themeMembers",
      array(select m.id from messages m where m.id = any(s.message_ids)
        and m.state in ('unjudged', 'held', 'forwarding') order by m.id) as "underWay",
      is_ours(${customer}) as "isOurs"
    from erasure_scope(${customer}) as s`
  if (row === undefined) throw new Error('erasure_scope gave no row')
  return row
}

/**
 * Erases words, names and the address of a customer everywhere in the record, once and for all, in one transaction with
 * the events that say so. The address becomes a pseudonym drawn by chance, under which counts stay. Refused while mails
 * of theirs are under way, since those could not be sent any more.
 * @param actor `user:…` or `token:…`
 */
export async function eraseCustomer(sql: Sql, address: string, actor: string): Promise<Erasure> {
  const customer = storable(address).toLowerCase()
  const plan = await planErasure(sql, customer)
  if (plan.isOurs) return { outcome: 'ours' }
  if (plan.turns + plan.messages === 0) return { outcome: 'nothing' }
  const pseudonym = `erased-${newId()}@erased.invalid`
  try {
    return await patiently(sql, async (tx) => {
      const [row] = await tx<{ counts: ErasureCounts }[]>`
        select erase_customer(${customer}, ${storable(actor)}, ${pseudonym}) as counts`
      if (row === undefined) throw new Error('erase_customer gave no row')
      return { outcome: 'erased', pseudonym, counts: row.counts }
    })
  } catch (error) {
    // Raised by the function, under its own locks.
    if (codeOf(error) === 'PG001') return { outcome: 'ours' }
    if (codeOf(error) === 'PG002') return { outcome: 'under-way', messageIds: waitingIn(error) }
    throw error
  }
}

function waitingIn(error: unknown): readonly string[] {
  const detail = error instanceof Error && 'detail' in error ? error.detail : ''
  return typeof detail === 'string' ? detail.split(' ') : []
}

/** When the words of a message were erased; `null` when they were not. */
export async function erasedAt(sql: Sql, messageId: string): Promise<Date | null> {
  const [row] = await sql<{ at: Date }[]>`
    select at from events where message_id = ${storable(messageId)} and kind = 'message.erased' order by id limit 1`
  return row?.at ?? null
}
