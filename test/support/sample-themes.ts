import { newId, type Sql } from '@proofgate/store'
import { putConversation, putTurn } from './sample-conversations.ts'

/** Puts a theme on record that a mail of another customer said on each of `days`. @returns its id */
export async function putTheme(
  sql: Sql,
  given: {
    readonly kind?: 'problem' | 'feedback' | 'question'
    readonly words?: readonly string[]
    readonly days: readonly Date[]
    readonly team?: string
  },
): Promise<string> {
  const id = newId()
  const words = given.words ?? ['kettle']
  const times = given.days.map((day) => day.getTime())
  const first = new Date(Math.min(...times, Date.now()))
  await sql`
    insert into themes (id, kind, words, centroid, member_count, first_seen, last_seen)
    values (${id}, ${given.kind ?? 'problem'}, ${words as string[]}, '', ${times.length}, ${first}, now())`
  for (const at of given.days) {
    const turn = await putTurn(sql, await putConversation(sql, { team: given.team ?? null }), { at })
    await sql`
      insert into theme_members (theme_id, turn_id, kind, text, at, gathered_at)
      values (${id}, ${turn}, ${given.kind ?? 'problem'}, ${words.join(' ')}, ${at}, now())`
  }
  return id
}
