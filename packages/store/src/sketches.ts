/** Replies that were sent, by the likeness of their words: whether one went to other customers before. */
import { jsonOf } from './rows.ts'
import type { Sql } from './sql.ts'

/** What is kept of the words of a reply: `Sketch` of @proofgate/conversations. */
export type Likeness = {
  /** Ten signed 32-bit numbers. */
  readonly bands: readonly number[]
  /** 512 characters, 0 or 1. */
  readonly bits: string
}

/** A reply that was really sent to a customer. */
export type SentReply = {
  readonly turnId: string
  /** Lower case. */
  readonly customerAddress: string
  readonly sentAt: Date
  readonly sketch: Likeness
}

/** Puts sketches of sent replies on record. One that is there already stays as it is; repeating is harmless. */
export async function addSketches(tx: Sql, replies: readonly SentReply[]): Promise<void> {
  if (replies.length === 0) return
  const rows = replies.map(({ turnId, customerAddress, sentAt, sketch }) => ({
    turn_id: turnId,
    customer_address: customerAddress,
    sent_at: sentAt,
    ...sketch,
  }))
  await tx`
    insert into sketches (turn_id, customer_address, sent_at, bands, bits)
    select turn_id, customer_address, sent_at, bands, bits::bit(512)
    from json_to_recordset(${jsonOf(rows)}::text::json)
      as t(turn_id text, customer_address text, sent_at timestamptz, bands int[], bits text)
    on conflict (turn_id) do nothing`
}

/** Those of `turnIds` that have no sketch: the others need none to be made. */
export async function unsketched(tx: Sql, turnIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx<{ id: string }[]>`
    select id from unnest(${turnIds as string[]}::text[]) as id
    where not exists (select 1 from sketches s where s.turn_id = id)`
  return new Set(rows.map((row) => row.id))
}

/** A reply nearly like another that went to other customers. */
export type Twin = {
  /** The nearest one; of several the latest. */
  readonly turnId: string
  readonly sentAt: Date
  /** Share of runs of three words that both have, 0..1, without names and figures; within 0.05 of it. */
  readonly similarity: number
  /** How many such replies went to other customers; counted up to a few hundred, the latest. */
  readonly times: number
}

/**
 * The nearest reply that went to somebody else since `since`, or `null` when none is as near as `similarityMin`.
 * Its time does not grow with how often a reply was sent.
 * @param asked `customers`: addresses, lower case, whose own replies do not count
 */
export async function findTwin(
  sql: Sql,
  asked: {
    readonly sketch: Likeness
    readonly customers: readonly string[]
    readonly since: Date
    readonly similarityMin: number
  },
): Promise<Twin | null> {
  const { sketch, since, customers, similarityMin } = asked
  const [row] = await sql<Twin[]>`
    select turn_id as "turnId", sent_at as "sentAt", similarity, times
    from nearest_sketch(${sketch.bands as number[]}::int[], ${sketch.bits}::bit(512), ${customers as string[]}::text[],
      ${since}, ${similarityMin})`
  return row ?? null
}
