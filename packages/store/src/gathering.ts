/** Gathers what customers said into themes, a few sentences at a time. */
import type { Grouped, SaidVector, ThemeState } from '@proofgate/conversations'
import { newId } from './ids.ts'
import type { Sql } from './sql.ts'
import { bytesOf, type ThemeKind, vectorOf } from './theme-sentences.ts'

/** Sentences of one kind whose vectors can be compared. */
export type ThemeGrouping = {
  readonly themes: readonly ThemeState[]
  /** Sentences that belong to none so far. */
  readonly loose: readonly SaidVector[]
  readonly arrived: readonly SaidVector[]
  readonly vectorsBy: string
  readonly newId: () => string
}

/** What is to be decided outside of the store. */
export type ThemeWork = {
  readonly group: (known: ThemeGrouping) => Grouped
  /** Telling words of a theme, by sentences of it and of all others, each of another conversation. */
  readonly words: (theme: readonly string[], others: readonly string[]) => readonly string[]
}

/** Loose sentences that may still found a theme: the latest, and no older ones than these. */
const LOOSE_MAX = 1000
const LOOSE_DAYS = 90
/** Sentences by which a theme is called. */
const SENTENCES_MAX = 100
const OTHERS_MAX = 300
/** `erase_customer` takes it too: what is being erased must not come back as a word of a theme. */
const ERASING_LOCK = 7072744

/**
 * Gathers sentences that wait, the oldest first, in one transaction. Two that do so at once take turns.
 * @returns how many sentences were dealt with
 */
export async function gatherThemes(sql: Sql, limit: number, work: ThemeWork): Promise<number> {
  const waiting = await sql`select 1 from theme_members where gathered_at is null limit 1`
  if (waiting.length === 0) return 0
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${ERASING_LOCK})`
    const arrived = await tx<Waiting[]>`
      select m.id, m.kind, m.vectors_by as "vectorsBy", m.vector, m.at, coalesce(t.conversation_id, t.id) as "from"
      from theme_members m join turns t on t.id = m.turn_id
      where m.gathered_at is null order by m.id limit ${limit}`
    for (const some of Map.groupBy(arrived, ({ kind, vectorsBy }) => `${kind} ${vectorsBy}`).values())
      await gatherAlike(tx, some, work)
    // What was erased, or can found no theme any more.
    await tx`update theme_members set gathered_at = now() where id = any(${arrived.map(({ id }) => id)}::bigint[])`
    return arrived.length
  })
}

type Waiting = {
  readonly id: number
  readonly kind: ThemeKind
  readonly vectorsBy: string
  readonly vector: Buffer | null
  readonly at: Date
  readonly from: string
}

type KnownTheme = { id: string; centroid: Buffer; count: number; isNamed: boolean }

async function gatherAlike(tx: Sql, some: readonly Waiting[], work: ThemeWork): Promise<void> {
  const [first] = some
  if (first === undefined) return
  const { kind, vectorsBy } = first
  const known = await tx<KnownTheme[]>`
    select id, centroid, member_count as count, name is not null as "isNamed" from themes
    where kind = ${kind} and vectors_by = ${vectorsBy} and centroid <> '' order by first_seen, id`
  const loose = await tx<{ id: number; vector: Buffer; from: string }[]>`
    select m.id, m.vector, coalesce(t.conversation_id, t.id) as "from"
    from theme_members m join turns t on t.id = m.turn_id
    where m.kind = ${kind} and m.vectors_by = ${vectorsBy} and m.theme_id is null and m.vector is not null
      and m.gathered_at is not null and m.at > ${first.at}::timestamptz - make_interval(days => ${LOOSE_DAYS})
    order by m.id desc limit ${LOOSE_MAX}`
  const grouped = work.group({
    themes: known.map(({ centroid, ...theme }) => ({ ...theme, mean: vectorOf(centroid) })),
    loose: loose.map((one) => ({ ...one, vector: vectorOf(one.vector) })),
    arrived: some.flatMap(({ id, vector, from }) => (vector === null ? [] : [{ id, vector: vectorOf(vector), from }])),
    vectorsBy,
    newId,
  })
  await save(tx, { kind, vectorsBy }, grouped)
  const before = new Map(known.map(({ id, count }) => [id, count]))
  for (const { id, count } of grouped.changed) {
    const isMerged = [...grouped.merged.values()].includes(id)
    if (isMerged || hasGrown(before.get(id) ?? 0, count)) await nameByWords(tx, { id, kind }, work)
  }
}

/** A theme is called anew whenever it is a quarter larger: what a sentence more says does not change what it is about. */
const hasGrown = (before: number, now: number) =>
  Math.floor(Math.log(before) / Math.log(1.25)) < Math.floor(Math.log(now) / Math.log(1.25))

async function save(
  tx: Sql,
  { kind, vectorsBy }: { readonly kind: ThemeKind; readonly vectorsBy: string },
  { joined, changed, merged }: Grouped,
): Promise<void> {
  for (const { id, mean, count } of changed)
    await tx`
      insert into themes (id, kind, vectors_by, words, centroid, member_count, first_seen, last_seen)
      values (${id}, ${kind}, ${vectorsBy}, '{}', ${bytesOf(mean)}, ${count}, now(), now())
      on conflict (id) do update set centroid = excluded.centroid, member_count = excluded.member_count`
  for (const [from, into] of merged) {
    await tx`update theme_members set theme_id = ${into} where theme_id = ${from}`
    await tx`delete from themes where id = ${from}`
  }
  const ids = [...joined.keys()]
  const themes = [...joined.values()]
  // What belongs to a theme is in its mean; its own vector is needed no more.
  await tx`
    update theme_members m set theme_id = j.theme, vector = null, gathered_at = coalesce(m.gathered_at, now())
    from unnest(${ids}::bigint[], ${themes}::text[]) as j(id, theme) where m.id = j.id`
  await tx`
    update themes t set first_seen = s.first, last_seen = s.last
    from (select theme_id, min(at) as first, max(at) as last from theme_members
      where theme_id = any(${changed.map(({ id }) => id)}) group by theme_id) s where t.id = s.theme_id`
}

async function nameByWords(
  tx: Sql,
  { id, kind }: { readonly id: string; readonly kind: ThemeKind },
  work: ThemeWork,
): Promise<void> {
  const inside = await tx<{ text: string }[]>`
    select text from (
      select distinct on (coalesce(t.conversation_id, t.id)) m.text, m.id
      from (select * from theme_members where theme_id = ${id} and text is not null order by at desc limit ${SENTENCES_MAX}) m
      join turns t on t.id = m.turn_id order by coalesce(t.conversation_id, t.id), m.id) one`
  const outside = await tx<{ text: string }[]>`
    select text from theme_members where theme_id is distinct from ${id} and kind = ${kind} and text is not null
    order by id desc limit ${OTHERS_MAX}`
  const texts = (rows: readonly { readonly text: string }[]) => rows.map(({ text }) => text)
  const words = work.words(texts(inside), texts(outside))
  await tx`update themes set words = ${words as string[]} where id = ${id}`
}
