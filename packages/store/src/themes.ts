/** Themes as people see them: how often each came up week by week, and in what words. */
import { appendEvents } from './events.ts'
import { cursorOf, type PageRequest, placeOf } from './pages.ts'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'
import type { ThemeKind } from './theme-sentences.ts'

/** A customer's sentence that belongs to a theme. */
export type ThemeExample = {
  readonly text: string
  readonly conversationId: string | null
  readonly turnId: string
  readonly at: Date
}

export type ListedTheme = {
  readonly id: string
  readonly kind: ThemeKind
  /** Telling words, the most telling first. */
  readonly words: readonly string[]
  /** As a person called it; `null` where nobody did. */
  readonly name: string | null
  /** When it was first said, ever. */
  readonly firstSeen: Date
  readonly lastSeen: Date
  /** Mails of the period that say it, and those of its last seven days. */
  readonly mails: number
  readonly lately: number
  /** Mails by week; `week` is its Monday, UTC, `2026-11-23`. Weeks without any are left out. */
  readonly weeks: readonly { readonly week: string; readonly mails: number }[]
  /** The latest, each of another conversation; three at most. */
  readonly examples: readonly ThemeExample[]
}

/** Which themes to list. Every filter narrows; `undefined` = all. */
export type ThemeFilter = {
  readonly kind?: ThemeKind | undefined
  /** Only mails written from then on, and before then, count. */
  readonly since: Date
  readonly until: Date
  /** Only mails of conversations of this team count. */
  readonly team?: string | undefined
  /** One theme alone. */
  readonly id?: string | undefined
}

/** A page of themes. */
export type ThemePage = { readonly themes: readonly ListedTheme[]; readonly next: string | null }

const EXAMPLES = 3

/** One page of themes that came up in a period, the commonest first. They quote customers: `recordLook` records a look. */
export async function listThemes(sql: Sql, filter: ThemeFilter, { limit, cursor }: PageRequest): Promise<ThemePage> {
  const after = cursor === null ? null : placeOf(cursor)
  const rows = await sql<Omit<ListedTheme, 'weeks' | 'examples'>[]>`
    select t.id, t.kind, t.words, t.name, t.first_seen as "firstSeen", t.last_seen as "lastSeen", n.mails, n.lately
    from (select m.theme_id, count(distinct m.turn_id)::int as mails,
        (count(distinct m.turn_id) filter (where m.at >= ${filter.until}::timestamptz - interval '7 days'))::int as lately
      from ${membersIn(sql, filter)} group by m.theme_id) n join themes t on t.id = n.theme_id
    where true ${filter.kind === undefined ? sql`` : sql`and t.kind = ${filter.kind}`}
    ${after === null ? sql`` : sql`and (n.mails, t.id) < (${after.at.getTime()}, ${after.id})`}
    order by n.mails desc, t.id desc limit ${limit + 1}`
  const page = rows.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const [weeks, examples] = await Promise.all([weeksOf(sql, filter, ids), examplesOf(sql, filter, ids)])
  const themes = page.map((row) => ({
    ...row,
    weeks: weeks.filter(({ id }) => id === row.id).map(({ week, mails }) => ({ week, mails })),
    examples: examples.filter(({ id }) => id === row.id).map(({ id: _, ...example }) => example),
  }))
  const last = page.at(-1)
  // Sorted by a count, not by time: the count stands where the instant does.
  const next = rows.length > limit && last !== undefined ? cursorOf({ at: new Date(last.mails), id: last.id }) : null
  return { themes, next }
}

/** Sentences `m` of turns `u` that count. */
const membersIn = (sql: Sql, { since, until, team, id }: ThemeFilter) => sql`
  theme_members m join turns u on u.id = m.turn_id left join conversations c on c.id = u.conversation_id
  where m.theme_id is not null and m.at >= ${since} and m.at < ${until}
  ${team === undefined ? sql`` : sql`and c.team = ${storable(team)}`}
  ${id === undefined ? sql`` : sql`and m.theme_id = ${storable(id)}`}`

async function weeksOf(sql: Sql, filter: ThemeFilter, ids: readonly string[]) {
  return sql<{ id: string; week: string; mails: number }[]>`
    select m.theme_id as id, to_char(date_trunc('week', m.at at time zone 'UTC'), 'YYYY-MM-DD') as week,
      count(distinct m.turn_id)::int as mails
    from ${membersIn(sql, filter)} and m.theme_id = any(${ids as string[]}) group by 1, 2 order by 1, 2`
}

async function examplesOf(sql: Sql, filter: ThemeFilter, ids: readonly string[]) {
  return sql<(ThemeExample & { id: string })[]>`
    select id, text, "conversationId", "turnId", at from (
      select *, row_number() over (partition by id order by at desc, number desc) as place from (
        select distinct on (m.theme_id, coalesce(u.conversation_id, u.id)) m.theme_id as id, m.text, m.id as number,
          u.conversation_id as "conversationId", m.turn_id as "turnId", m.at
        from ${membersIn(sql, filter)} and m.theme_id = any(${ids as string[]}) and m.text is not null
        order by m.theme_id, coalesce(u.conversation_id, u.id), m.at desc) one) placed
    where place <= ${EXAMPLES} order by id, at desc`
}

/** How a theme is called. */
export type NamedTheme = Pick<ListedTheme, 'id' | 'kind' | 'words' | 'name'>

/**
 * Gives a theme a name, or takes it back (`null`): then its words stand for it. The same again changes nothing.
 * @param id the id, or how it ends, six characters or more
 * @param actor `user:…` or `token:…`
 * @returns `null` where there is no such theme, or more than one ends so
 */
export function nameTheme(sql: Sql, id: string, name: string | null, actor: string): Promise<NamedTheme | null> {
  const wanted = storable(id).toLowerCase()
  return sql.begin(async (tx) => {
    const found = await tx<NamedTheme[]>`
      select id, kind, words, name from themes
      where id = ${wanted} or (length(${wanted}::text) >= 6 and right(id, length(${wanted}::text)) = ${wanted})
      order by id limit 2 for update`
    const [theme] = found
    if (theme === undefined || found.length > 1) return null
    const kept = name === null ? null : storable(name)
    if (theme.name === kept) return theme
    await tx`update themes set name = ${kept} where id = ${theme.id}`
    const data = { theme: theme.id, name: kept }
    await appendEvents(tx, [{ kind: 'theme.named', messageId: null, actor, data }])
    return { ...theme, name: kept }
  })
}
