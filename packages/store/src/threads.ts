/** Which conversation a mail belongs to: by the ids it names, then by ticket, then by subject. */
import type { ThreadKeys } from '@proofgate/conversations'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/** A mail that looks for its conversation. */
export type Seeker = {
  readonly keys: ThreadKeys
  /** Who it may be from or to, lower case; empty when it went among our own people. */
  readonly customers: readonly string[]
  readonly by: 'customer' | 'us'
  readonly writtenAt: Date
  /** The turn it is already, which is no answer to itself; `null` when it is none yet. */
  readonly turnId: string | null
}

/** Where a mail belongs, and which other conversations it shows to be the same one. */
export type Found = { readonly id: string; readonly same: readonly string[] }

/** A subject ties mails together for as long as people answer from memory, a ticket as long as help desks keep one. */
const SUBJECT_WINDOW_DAYS = 30
const TICKET_WINDOW_DAYS = 365
/** How short before it the customer must have written, where the subject does not say that it answers. */
const SHORTLY_BEFORE_HOURS = 48
/** Turns looked at for each kind of link: a crowded thread is found by any of them. */
const LINKS_MAX = 50

/** The conversation of a mail, `null` when it begins one. Changes nothing. */
export async function findConversation(sql: Sql, seeker: Seeker): Promise<Found | null> {
  return (await byLinks(sql, seeker)) ?? (await byTicket(sql, seeker)) ?? (await bySubject(sql, seeker))
}

type Linked = {
  readonly id: string
  readonly customer: string | null
  readonly splitFrom: string | null
  readonly firstAt: Date
  /** How the linked turn is related: it is named by the mail, names the mail, or names the same unseen mail. */
  readonly kin: 'parent' | 'child' | 'sibling'
  readonly nearness: number
}

async function byLinks(sql: Sql, seeker: Seeker): Promise<Found | null> {
  const { keys, turnId } = seeker
  const { messageId } = keys
  const references = keys.references.map(storable)
  if (references.length === 0 && messageId === null) return null
  const self = turnId ?? ''
  const linked = await sql<Linked[]>`
    with kin as (
      (select t.conversation_id, 'parent' as kin, array_position(${references}::text[], t.header_message_id) as nearness
       from turns t where t.header_message_id = any(${references}::text[]) and t.conversation_id is not null
         and t.id <> ${self} limit ${LINKS_MAX})
      union all
      (select t.conversation_id, 'child', 0 from turn_links l join turns t on t.id = l.turn_id
       where l.header_message_id = ${messageId === null ? '' : storable(messageId)} and t.conversation_id is not null
         and t.id <> ${self} limit ${LINKS_MAX})
      union all
      (select t.conversation_id, 'sibling', array_position(${references}::text[], l.header_message_id)
       from turn_links l join turns t on t.id = l.turn_id
       where l.header_message_id = any(${references}::text[]) and t.conversation_id is not null
         and t.id <> ${self} limit ${LINKS_MAX})
    ), nearest as (
      select distinct on (conversation_id, kin) conversation_id, kin, nearness from kin
      order by conversation_id, kin, nearness desc
    )
    select c.id, c.customer_address as customer, c.split_from as "splitFrom", c.first_at as "firstAt", n.kin, n.nearness
    from nearest n join conversations c on c.id = n.conversation_id
    order by array_position('{parent,child,sibling}', n.kin), n.nearness desc, c.id`
  return chosen(
    linked.filter((one) => isAccepted(one, seeker)),
    seeker,
  )
}

/**
 * A mail named by its id is known to whoever names it, so anybody may answer it; but what we pass on to somebody else is
 * no turn of the customer's. That two mails name a third which nobody has seen says little: some programs put one id
 * into all their mail.
 */
function isAccepted({ customer, kin }: Linked, { customers, by, keys }: Seeker): boolean {
  const isSame = customer === null || customers.length === 0 || customers.includes(customer)
  if (isSame) return kin !== 'sibling' || customer !== null || customers.length === 0
  return kin !== 'sibling' && !(by === 'us' && keys.isForward)
}

/** The nearest; the others are the same conversation where they are with the same customer and nobody took them apart. */
function chosen(linked: readonly Linked[], { customers }: Seeker): Found | null {
  const [first] = linked
  if (first === undefined) return null
  const distinct = [...new Map(linked.toReversed().map((one) => [one.id, one])).values()]
  const isApart = distinct.some(({ splitFrom }) => splitFrom !== null)
  const customer = first.customer ?? (customers.length === 1 ? customers[0] : null)
  const same = isApart
    ? [first]
    : distinct.filter((one) => one.id === first.id || one.customer === null || one.customer === customer)
  const [eldest = first] = same.toSorted((a, b) => a.firstAt.getTime() - b.firstAt.getTime() || (a.id < b.id ? -1 : 1))
  return { id: eldest.id, same: same.flatMap(({ id }) => (id === eldest.id ? [] : [id])) }
}

async function byTicket(sql: Sql, { keys, customers, writtenAt }: Seeker): Promise<Found | null> {
  if (keys.tickets.length === 0 || customers.length === 0) return null
  const [row] = await sql<{ id: string }[]>`
    select id from conversations
    where tickets && ${keys.tickets.map(storable)}::text[] and customer_address = any(${customers.map(storable)}::text[])
      and merged_into is null and last_at > ${writtenAt}::timestamptz - make_interval(days => ${TICKET_WINDOW_DAYS})
      and first_at < ${writtenAt}::timestamptz + make_interval(days => ${TICKET_WINDOW_DAYS})
    order by last_at desc limit 1`
  return row === undefined ? null : { id: row.id, same: [] }
}

async function bySubject(sql: Sql, { keys, customers, writtenAt, turnId }: Seeker): Promise<Found | null> {
  if (keys.isGeneric || keys.subjectKey === '' || customers.length === 0) return null
  const [row] = await sql<{ id: string }[]>`
    select c.id from conversations c
    where c.customer_address = any(${customers.map(storable)}::text[]) and c.subject_key = ${storable(keys.subjectKey)}
      and c.last_at > ${writtenAt}::timestamptz - make_interval(days => ${SUBJECT_WINDOW_DAYS})
      and c.first_at < ${writtenAt}::timestamptz + make_interval(days => ${SUBJECT_WINDOW_DAYS})
      and c.merged_into is null and (${keys.isReply}
        -- What came in later than the answers to it: the first of them says in its subject that it is one.
        or (c.first_at >= ${writtenAt} and lower(c.subject) <> c.subject_key)
        or exists (select 1 from turns t where t.conversation_id = c.id and t.by = 'customer' and t.id <> ${turnId ?? ''}
             and t.written_at <= ${writtenAt}::timestamptz
             and t.written_at > ${writtenAt}::timestamptz - make_interval(hours => ${SHORTLY_BEFORE_HOURS})))
    order by c.last_at desc limit 1`
  return row === undefined ? null : { id: row.id, same: [] }
}
