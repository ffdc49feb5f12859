/** Mails of conversations: taken in fast, read and put in their place later. */
import { randomUUID } from 'node:crypto'
import type { TurnHeader } from '@proofgate/mail'
import { compressedOf, unpacked, verifiedOctets } from './bodies.ts'
import { newId } from './ids.ts'
import type { NewMessage } from './message-rows.ts'
import { jsonOf, storable } from './rows.ts'
import type { TURN_SOURCES } from './schema.ts'
import type { AnyRow, Sql } from './sql.ts'

/** A copy of a mail that went another way than through the relay. */
export type TurnCopy = {
  readonly source: Exclude<(typeof TURN_SOURCES)[number], 'submission'>
  readonly raw: Buffer
  readonly header: TurnHeader
  readonly receivedAt: Date
}

/** Octets of copies in one transaction: more would be held by PostgreSQL and this process at once. */
const GROUP_BYTES_MAX = 16 * 1024 * 1024

/**
 * Puts copies on record, unread. A mail that is known already, as a submission or by another copy, is not added again.
 * When it resolves, all are committed (promise 1); when it rejects, those of earlier groups may be: repeating is harmless.
 * @returns for each copy its turn, and whether it was new
 */
export async function addCopies(sql: Sql, copies: readonly TurnCopy[]): Promise<readonly AddedCopy[]> {
  const added: AddedCopy[] = []
  for (const group of groupsOf(copies)) added.push(...(await addGroup(sql, group)))
  return added
}

function groupsOf(copies: readonly TurnCopy[]): TurnCopy[][] {
  const groups: TurnCopy[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const copy of copies) {
    bytes += copy.raw.length
    if (bytes > GROUP_BYTES_MAX) {
      groups.push([])
      bytes = copy.raw.length
    }
    groups.at(-1)?.push(copy)
  }
  return groups
}

async function addGroup(sql: Sql, copies: readonly TurnCopy[]): Promise<readonly AddedCopy[]> {
  const packed = await packedOf(copies)
  return sql.begin((tx) => insertCopies(tx, packed))
}

/** What became of a copy: its turn, and whether it was new. */
export type AddedCopy = { readonly id: string; readonly isNew: boolean }

/** Copies ready to be inserted: each with the id its turn gets if it is new, and the first of each mail with its octets. */
export type PackedCopies = {
  readonly given: readonly (TurnCopy & { readonly id: string; readonly key: string })[]
  readonly firsts: readonly (TurnCopy & { readonly id: string; readonly key: string; readonly bytes: Buffer })[]
}

/** Packs copies, which takes longer than their transaction should. */
export async function packedOf(copies: readonly TurnCopy[]): Promise<PackedCopies> {
  const given = copies.map((copy) => ({ ...copy, id: newId(), key: copy.header.identity.toString('hex') }))
  const firsts = [...new Map(given.toReversed().map((copy) => [copy.key, copy])).values()]
  return {
    given,
    firsts: await Promise.all(firsts.map(async (copy) => ({ ...copy, bytes: await compressedOf(copy.raw) }))),
  }
}

/** Puts packed copies on record in a transaction of the caller's; known ones are left as they are. */
export async function insertCopies(tx: Sql, { given, firsts }: PackedCopies): Promise<readonly AddedCopy[]> {
  await insertTurns(
    tx,
    firsts.map(({ id, source, header, receivedAt }) => ({ id, source, messageId: null, header, receivedAt })),
  )
  // Read back rather than returned: what another transaction added a moment ago is there now, committed.
  const rows = await tx<{ id: string; key: string }[]>`
    select id, encode(identity, 'hex') as key from turns where identity = any(${firsts.map((copy) => copy.header.identity)})`
  const idOf = new Map(rows.map((row) => [row.key, row.id]))
  const fresh = firsts.filter((copy) => idOf.get(copy.key) === copy.id)
  await insertTurnBodies(tx, fresh)
  return given.map(({ key, id }) => ({ id: idOf.get(key) ?? id, isNew: idOf.get(key) === id }))
}

async function insertTurnBodies(
  tx: Sql,
  turns: readonly { readonly id: string; readonly bytes: Buffer }[],
): Promise<void> {
  if (turns.length === 0) return
  const places = turns.map((_, i) => `($${2 * i + 1}, $${2 * i + 2})`).join(', ')
  await tx.unsafe(
    `insert into turn_bodies (turn_id, bytes) values ${places}`,
    turns.flatMap((turn) => [turn.id, turn.bytes]),
  )
}

/**
 * Adds the turns of submissions, in the transaction that accepts them; a turn known by a copy gains its message. Where
 * the same mail was submitted before, the turn stays with the first message, unless that came to nothing.
 */
export async function insertSubmittedTurns(tx: Sql, messages: readonly NewMessage[]): Promise<void> {
  const receivedAt = new Date()
  // A tool may submit one mail in several transactions, for some of its recipients each: one turn.
  const byIdentity = new Map<string, NewTurn>()
  for (const { id, turn } of messages.toReversed()) {
    if (turn === null) continue
    byIdentity.set(turn.identity.toString('hex'), { id, source: 'submission', messageId: id, header: turn, receivedAt })
  }
  await insertTurns(tx, [...byIdentity.values()])
}

type NewTurn = {
  readonly id: string
  readonly source: (typeof TURN_SOURCES)[number]
  readonly messageId: string | null
  readonly header: TurnHeader
  readonly receivedAt: Date
}

/** One statement whatever their number; in the order of their identities, or two transactions could wait for each other. */
async function insertTurns(tx: Sql, turns: readonly NewTurn[]): Promise<void> {
  if (turns.length === 0) return
  const rows = turns
    .toSorted((a, b) => Buffer.compare(a.header.identity, b.header.identity))
    .map(({ header, ...turn }) => ({ ...rowOf(turn, header), links: header.references }))
  await tx`
    with given as materialized (
      select * from json_to_recordset(${jsonOf(rows)}::text::json) as t(
        id text, source text, message_id text, identity bytea, header_message_id text, author_address text,
        author_name text, recipients text[], subject text, written_at timestamptz, received_at timestamptz, zone int,
        automatic text, links text[])
    ), made as (
      insert into turns (id, source, message_id, identity, header_message_id, author_address, author_name, recipients,
        subject, written_at, received_at, zone, automatic, because)
      select id, source, message_id, identity, header_message_id, author_address, author_name, recipients, subject,
        written_at, received_at, zone, automatic, '{}'
      from given order by identity
      on conflict (identity) do update set message_id = excluded.message_id, read_at = null, run_at = now()
        where excluded.message_id is not null and turns.erased_at is null and not exists (
          select 1 from messages m where m.id = turns.message_id and m.state not in ('failed', 'returned', 'bounced'))
      returning id
    )
    insert into turn_links (turn_id, header_message_id)
    select g.id, link from given g join made on made.id = g.id cross join unnest(g.links) as link`
}

type TurnRow = Omit<NewTurn, 'header'>

function rowOf({ id, source, messageId, receivedAt }: TurnRow, header: TurnHeader): Record<string, unknown> {
  return {
    id,
    source,
    message_id: messageId,
    identity: header.identity,
    header_message_id: header.messageId,
    author_address: header.author?.address.toLowerCase() ?? null,
    author_name: header.author?.name.slice(0, 300) || null,
    recipients: header.recipients,
    subject: header.subject,
    written_at: header.writtenAt,
    received_at: receivedAt,
    zone: header.zone,
    automatic: header.automatic,
  }
}

/** A turn that nobody has read yet, in our hands until its lease ends. */
export type UnreadTurn = {
  readonly id: string
  readonly leaseToken: string
  /** Number of this try, from 1. */
  readonly attempt: number
  readonly source: (typeof TURN_SOURCES)[number]
  /** The submission it is; `null` for a copy. */
  readonly messageId: string | null
  /** Reverse-path and recipients of the submission; `null` for a copy. */
  readonly envelope: { readonly from: string; readonly recipients: readonly string[] } | null
  readonly headerMessageId: string | null
  readonly references: readonly string[]
  readonly author: { readonly name: string; readonly address: string } | null
  readonly recipients: readonly string[]
  readonly subject: string | null
  readonly writtenAt: Date
  readonly receivedAt: Date
  readonly zone: number
  readonly automatic: string | null
  /** Where it stands already, when it is read once more. */
  readonly conversationId: string | null
  readonly raw: Buffer
}

/** Turns taken to be read, and those whose octets are gone or changed. */
export type UnreadClaim = {
  readonly claimed: readonly UnreadTurn[]
  readonly damaged: readonly { readonly id: string; readonly leaseToken: string; readonly error: unknown }[]
}

/** Packed octets of turns taken at once, though one is always taken. */
const CLAIM_BYTES_MAX = 16 * 1024 * 1024

/**
 * Takes up to `limit` turns that wait to be read, those due first, and leases them.
 * @param leaseMs until then nobody else takes them; afterwards they are due again
 */
export async function claimUnread(sql: Sql, limit: number, leaseMs: number): Promise<UnreadClaim> {
  const token = randomUUID()
  const rows = await sql`
    with due as (
      select id, message_id, run_at from turns where read_at is null and run_at <= now()
      order by run_at, id limit ${limit} for update skip locked
    ), sized as (
      select due.id, row_number() over waiting as place,
        sum(coalesce(octet_length(b.bytes), octet_length(tb.bytes), 0)) over waiting as total
      from due left join bodies b on b.message_id = due.message_id left join turn_bodies tb on tb.turn_id = due.id
      window waiting as (order by due.run_at, due.id rows unbounded preceding)
    ), claimed as (
      update turns t set lease_token = ${token}, attempts = attempts + 1, run_at = now() + ${leaseMs} * interval '1 ms'
      from sized s where t.id = s.id and (s.place = 1 or s.total <= ${CLAIM_BYTES_MAX}) returning t.*
    )
    select c.*, m.sha256, m.envelope_from, coalesce(b.bytes, tb.bytes) as bytes,
      array(select r.address from recipients r where r.message_id = m.id order by r.position) as envelope_recipients,
      array(select l.header_message_id from turn_links l where l.turn_id = c.id) as references
    from claimed c left join messages m on m.id = c.message_id left join bodies b on b.message_id = m.id
    left join turn_bodies tb on tb.turn_id = c.id order by c.written_at, c.id`
  const claimed: UnreadTurn[] = []
  const damaged: { id: string; leaseToken: string; error: unknown }[] = []
  for (const row of rows) {
    try {
      claimed.push(unreadOf(row, await octetsIn(row)))
    } catch (error) {
      damaged.push({ id: row.id, leaseToken: row.lease_token, error })
    }
  }
  return { claimed, damaged }
}

function octetsIn(row: AnyRow): Promise<Buffer> {
  if (row.message_id !== null) return verifiedOctets(row.message_id, row.bytes ?? undefined, row.sha256)
  if (row.bytes === null) throw new Error(`The octets of turn ${row.id} are gone`)
  return unpacked(row.bytes)
}

function unreadOf(row: AnyRow, raw: Buffer): UnreadTurn {
  return {
    id: row.id,
    leaseToken: row.lease_token,
    attempt: row.attempts,
    source: row.source,
    messageId: row.message_id,
    envelope: row.envelope_from === null ? null : { from: row.envelope_from, recipients: row.envelope_recipients },
    headerMessageId: row.header_message_id,
    references: row.references,
    author: row.author_address === null ? null : { name: row.author_name ?? '', address: row.author_address },
    recipients: row.recipients,
    subject: row.subject,
    writtenAt: row.written_at,
    receivedAt: row.received_at,
    zone: row.zone,
    automatic: row.automatic,
    conversationId: row.conversation_id,
    raw,
  }
}

/** What reading found in a turn; the rest of it is the points' and promises'. */
export type TurnWords = {
  readonly conversationId: string | null
  readonly by: 'customer' | 'us'
  /** `null` where nothing could be read. */
  readonly text: string | null
  readonly language: string | null
  readonly automatic: string | null
  readonly mood: 'upset' | 'neutral' | 'happy' | null
  readonly atRisk: boolean
  readonly because: readonly string[]
  /** The customer it is from or to; `null` when it went among our own people. */
  readonly customerAddress: string | null
  /** The team it is for, and within what time it answers; `null` where nothing says so. */
  readonly team: string | null
  readonly target: object | null
}

/**
 * Ends the wait of a turn, now rather than when the transaction began: turns of one conversation stand in the order in
 * which they were put there. In the transaction of what else reading it changes. `false` when the lease was lost
 * meanwhile; then nothing changed, and the transaction should change nothing else.
 */
export async function settleRead(
  tx: Sql,
  turn: Pick<UnreadTurn, 'id' | 'leaseToken'>,
  words: TurnWords,
): Promise<boolean> {
  const { count } = await tx`
    update turns set read_at = clock_timestamp(), lease_token = null, attempts = 0, conversation_id = ${words.conversationId},
      by = ${words.by}, text = case when erased_at is null then ${storableOr(words.text)}::text end,
      language = ${words.language}, automatic = ${words.automatic}, mood = ${words.mood}, at_risk = ${words.atRisk},
      because = case when erased_at is null then ${words.because.map(storable)}::text[] else '{}' end,
      customer_address = ${storableOr(words.customerAddress)}, team = ${storableOr(words.team)},
      target = ${words.target === null ? null : jsonOf(words.target)}
    where id = ${turn.id} and lease_token = ${turn.leaseToken} and read_at is null`
  return count > 0
}

function storableOr(text: string | null): string | null {
  return text === null ? null : storable(text)
}

/** Gives a turn back to be read later, as when the policy service does not answer. */
export async function postponeUnread(
  sql: Sql,
  turn: Pick<UnreadTurn, 'id' | 'leaseToken'>,
  retryAfterMs: number,
): Promise<void> {
  await sql`update turns set lease_token = null, run_at = now() + ${retryAfterMs} * interval '1 ms'
            where id = ${turn.id} and lease_token = ${turn.leaseToken}`
}

/** How many turns wait to be read. */
export async function countUnread(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from turns where read_at is null`
  return row?.count ?? 0
}
