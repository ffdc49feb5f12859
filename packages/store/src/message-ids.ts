import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/**
 * Ids of messages that begin or end with `part`, at most `limit`, newest first. Notices and DSNs of ours count only
 * where no submission fits: they are written at the same instant as the message they are about, and begin alike.
 * Walks through all ids: for what people type, not for links, which have the whole id.
 */
export async function findMessageIds(sql: Sql, part: string, limit: number): Promise<string[]> {
  const escaped = storable(part.toLowerCase()).replace(/[\\%_]/g, '\\$&')
  const rows = await sql<{ id: string; isOurs: boolean }[]>`
    select id, origin <> 'submission' as "isOurs" from messages
    where id like ${`${escaped}%`} or id like ${`%${escaped}`}
    order by "isOurs", id desc limit ${limit}`
  const fitting = rows.filter(({ isOurs }) => isOurs === rows[0]?.isOurs)
  return fitting.map(({ id }) => id)
}
