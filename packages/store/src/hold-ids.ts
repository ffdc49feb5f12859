import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/**
 * Ids of holds that begin or end with `part`, at most `limit`, newest first. Ids of one hour begin alike, so people
 * type the end of one; waiting holds and decided ones both count.
 */
export async function findHoldIds(sql: Sql, part: string, limit: number): Promise<string[]> {
  const escaped = storable(part.toLowerCase()).replace(/[\\%_]/g, '\\$&')
  const rows = await sql<{ id: string }[]>`
    select message_id as id from holds
    where message_id like ${`${escaped}%`} or message_id like ${`%${escaped}`}
    order by message_id desc limit ${limit}`
  return rows.map((row) => row.id)
}
