import type { Sql } from './sql.ts'

/** PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair; mail holds both. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** JSON of a value in which every string is storable and every Buffer is a bytea literal. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, converted) {
    const original = this[key]
    if (original instanceof Uint8Array) return `\\x${Buffer.from(original).toString('hex')}`
    return typeof converted === 'string' ? storable(converted) : converted
  })
}

/**
 * Inserts rows of one table in one statement whose text does not depend on their number, so that it is prepared once.
 * Column names are ours, never from outside.
 */
export async function insertRows(
  tx: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (rows.length === 0) return
  const names = columns.join(', ')
  await tx.unsafe(
    `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::text::json)`,
    [jsonOf(rows)],
  )
}
