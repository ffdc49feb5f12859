import { encodeTime } from 'ulid'
import type { Sql } from './sql.ts'

/** Whether copies of customers' mail come in. */
export type JournalState = {
  /** When the latest copy came that was not known before; `null` when none ever did. */
  readonly lastAt: Date | null
  /** How many came within a day. */
  readonly lastDay: number
  /** Turns of all kinds that wait to be read. */
  readonly unread: number
}

const DAY_MS = 86_400_000

/** How the journal stands, by SMTP and HTTP; what was imported from files does not count. */
export async function journalState(sql: Sql, now = Date.now()): Promise<JournalState> {
  // Ids sort by time, so that the primary key finds the latest without an index of its own.
  const since = encodeTime(now - DAY_MS, 10).toLowerCase()
  const [row] = await sql<JournalState[]>`
    select (select received_at from turns where source in ('journal', 'http') order by id desc limit 1) as "lastAt",
      (select count(*)::int from turns where id >= ${since} and source in ('journal', 'http')) as "lastDay",
      (select count(*)::int from turns where read_at is null) as "unread"`
  return row ?? { lastAt: null, lastDay: 0, unread: 0 }
}
