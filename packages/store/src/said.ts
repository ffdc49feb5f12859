import type { AnyRow, Query, Sql } from './sql.ts'

/**
 * Of a turn joined with its message `m` (left join): true when it was said to the customer. That is a copy, or what was
 * forwarded and reached somebody, or is on its way; not what is held, was returned, bounced or reached nobody.
 */
export function isSaid(sql: Sql): Query<AnyRow> {
  return sql`(m.id is null or m.state in ('forwarding', 'sent') or (m.state = 'failed' and exists (
    select 1 from recipients r where r.message_id = m.id and r.state = 'sent')))`
}
