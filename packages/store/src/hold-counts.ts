import type { Sql } from './sql.ts'

/** How many messages wait for a person, and since when the oldest of them does (`null` when none waits). */
export async function waitingHolds(sql: Sql): Promise<{ readonly count: number; readonly oldestAt: Date | null }> {
  const [row] = await sql<{ count: number; oldestAt: Date | null }[]>`
    select count(*)::int as count, min(held_at) as "oldestAt" from holds where decided_at is null`
  return row ?? { count: 0, oldestAt: null }
}
