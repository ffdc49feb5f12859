/** Facts that people keep beside the policy file's: what is true, from when until when, and how it came to be so. */
import { appendEvents, type EventKind } from './events.ts'
import { newId } from './ids.ts'
import { storable } from './rows.ts'
import type { AnyRow, Query, Sql } from './sql.ts'

/** What a person says is true. */
export type FactWords = {
  readonly topic: string
  /** The same as a sentence; `null` for none. */
  readonly statement: string | null
  readonly value: string
  /** First and last day on which it is true, as `2026-03-01`; `null` without bound. */
  readonly validFrom: string | null
  readonly validUntil: string | null
}

/** One version of a fact. A change retires one and adds the next, so that what was known when can be told. */
export type Fact = FactWords & {
  readonly id: string
  readonly createdAt: Date
  /** `user:…` or `token:…`. */
  readonly createdBy: string
  /** When it was changed or taken back; `null` while it stands. */
  readonly retiredAt: Date | null
  readonly retiredBy: string | null
  /** The version before it. */
  readonly replaces: string | null
}

/**
 * What became of a wish. `overlaps`: another fact on the topic stands for some of these days; `retired`: it no longer
 * stands; `mistaken-days`: it would end before it begins.
 */
export type FactOutcome =
  | { readonly outcome: 'done'; readonly fact: Fact }
  | { readonly outcome: 'not-found' | 'mistaken-days' }
  | { readonly outcome: 'overlaps' | 'retired'; readonly fact: Fact }

/** Name of the NOTIFY that tells of each change. */
export const FACTS_CHANNEL = 'facts'
/** Facts change seldom: whoever changes one waits for the other. */
const FACTS_LOCK = 7_072_745

/** Adds a fact. At most one on a topic stands on any day: two would contradict each other. */
export function addFact(sql: Sql, words: FactWords, actor: string): Promise<FactOutcome> {
  return changing(sql, async (tx) => {
    const other = await overlapping(tx, words, null)
    if (other !== null) return { outcome: 'overlaps', fact: other }
    const fact = await insert(tx, words, actor, null)
    await tell(tx, 'fact.added', fact, actor)
    return { outcome: 'done', fact }
  })
}

/** Puts a new version in the place of one that stands; what is not given stays. */
export function changeFact(sql: Sql, id: string, change: Partial<FactWords>, actor: string): Promise<FactOutcome> {
  return changing(sql, async (tx) => {
    const old = await findFact(tx, id)
    if (old === null) return { outcome: 'not-found' }
    if (old.retiredAt !== null) return { outcome: 'retired', fact: old }
    const words = { ...wordsOf(old), ...change }
    const { validFrom, validUntil } = words
    if (validFrom !== null && validUntil !== null && validUntil < validFrom) return { outcome: 'mistaken-days' }
    const other = await overlapping(tx, words, id)
    if (other !== null) return { outcome: 'overlaps', fact: other }
    await retire(tx, id, actor)
    const fact = await insert(tx, words, actor, id)
    await tell(tx, 'fact.changed', fact, actor)
    return { outcome: 'done', fact }
  })
}

/** Takes a fact back. It stays in the history. */
export function retireFact(sql: Sql, id: string, actor: string): Promise<FactOutcome> {
  return changing(sql, async (tx) => {
    const old = await findFact(tx, id)
    if (old === null) return { outcome: 'not-found' }
    if (old.retiredAt !== null) return { outcome: 'retired', fact: old }
    await retire(tx, id, actor)
    const fact = (await findFact(tx, id)) ?? old
    await tell(tx, 'fact.retired', fact, actor)
    return { outcome: 'done', fact }
  })
}

/** The fact of that id, or `null`. */
export async function findFact(sql: Sql, id: string): Promise<Fact | null> {
  const [fact] = await sql<Fact[]>`select ${columns(sql)} from facts where id = ${storable(id)}`
  return fact ?? null
}

/** Which facts to list. Every filter narrows. */
export type FactFilter = {
  /** Part of the topic, in any case. */
  readonly topic?: string | undefined
  /** A day as `2026-03-01`: only what is true on it. */
  readonly on?: string | undefined
  /** `standing`: neither changed nor taken back; `all` versions. */
  readonly status: 'standing' | 'all'
}

/** One page of facts, newest first. */
export async function listFacts(
  sql: Sql,
  { topic, on, status }: FactFilter,
  page: { readonly limit: number; readonly cursor: string | null },
): Promise<{ readonly facts: readonly Fact[]; readonly next: string | null }> {
  const like = (text: string) => `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`
  const rows = await sql<Fact[]>`
    select ${columns(sql)} from facts where true
    ${status === 'standing' ? sql`and retired_at is null` : sql``}
    ${topic === undefined ? sql`` : sql`and topic ilike ${like(topic)}`}
    ${on === undefined ? sql`` : sql`and (valid_from is null or valid_from <= ${on}) and (valid_until is null or valid_until >= ${on})`}
    ${page.cursor === null ? sql`` : sql`and id < ${storable(page.cursor)}`}
    order by id desc limit ${page.limit + 1}`
  const facts = rows.slice(0, page.limit)
  return { facts, next: rows.length > page.limit ? (facts.at(-1)?.id ?? null) : null }
}

/** All versions of the fact that `id` is one of, newest first; empty when there is none. */
export function factHistory(sql: Sql, id: string): Promise<Fact[]> {
  return run(sql<Fact[]>`
    with recursive before as (
      select id, replaces from facts where id = ${storable(id)}
      union select f.id, f.replaces from facts f join before b on f.id = b.replaces
    ), later as (
      select id from facts where id = ${storable(id)}
      union select f.id from facts f join later l on f.replaces = l.id
    )
    select ${columns(sql)} from facts where id in (select id from before union select id from later) order by id desc`)
}

/** Facts handed to one judgement at most. */
const STANDING_MAX = 5000

/** Every fact that stands, whenever it is true: a message is judged by the day it bears. The newest `5000`. */
export function standingFacts(sql: Sql): Promise<Fact[]> {
  return run(sql<Fact[]>`
    select ${columns(sql)} from facts where retired_at is null order by id desc limit ${STANDING_MAX}`)
}

async function run<Row>(query: Query<Row>): Promise<Row[]> {
  return query
}

function changing(sql: Sql, work: (tx: Sql) => Promise<FactOutcome>): Promise<FactOutcome> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${FACTS_LOCK})`
    const result = await work(tx)
    if (result.outcome === 'done') await tx`select pg_notify(${FACTS_CHANNEL}, '')`
    return result
  })
}

/** A fact on the same topic that stands for some of the same days; `except` is the one to be replaced. */
async function overlapping(tx: Sql, words: FactWords, except: string | null): Promise<Fact | null> {
  const [fact] = await tx<Fact[]>`
    select ${columns(tx)} from facts
    where retired_at is null and lower(topic) = lower(${storable(words.topic)}) and id is distinct from ${except}
      and (valid_from is null or ${words.validUntil}::text is null or valid_from <= ${words.validUntil})
      and (valid_until is null or ${words.validFrom}::text is null or valid_until >= ${words.validFrom})
    order by id desc limit 1`
  return fact ?? null
}

async function insert(tx: Sql, words: FactWords, actor: string, replaces: string | null): Promise<Fact> {
  const { topic, statement, value, validFrom, validUntil } = words
  const [fact] = await tx<Fact[]>`
    insert into facts (id, topic, statement, value, valid_from, valid_until, created_by, replaces)
    values (${newId()}, ${storable(topic)}, ${statement === null ? null : storable(statement)}, ${storable(value)},
      ${validFrom}, ${validUntil}, ${storable(actor)}, ${replaces})
    returning ${columns(tx)}`
  if (fact === undefined) throw new Error('The new fact was not returned')
  return fact
}

async function retire(tx: Sql, id: string, actor: string): Promise<void> {
  await tx`update facts set retired_at = now(), retired_by = ${storable(actor)} where id = ${id} and retired_at is null`
}

async function tell(tx: Sql, kind: EventKind, fact: Fact, actor: string): Promise<void> {
  const data = { id: fact.id, ...wordsOf(fact), replaces: fact.replaces }
  await appendEvents(tx, [{ kind, messageId: null, actor, data }])
}

const wordsOf = ({ topic, statement, value, validFrom, validUntil }: Fact): FactWords => ({
  topic,
  statement,
  value,
  validFrom,
  validUntil,
})

function columns(sql: Sql): Query<AnyRow> {
  return sql`id, topic, statement, value, valid_from as "validFrom", valid_until as "validUntil",
    created_at as "createdAt", created_by as "createdBy", retired_at as "retiredAt", retired_by as "retiredBy", replaces`
}
