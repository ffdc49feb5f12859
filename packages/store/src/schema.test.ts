import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import * as schema from './schema.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const tables = Object.values(schema).filter((each) => each instanceof PgTable)

test('the migrations make exactly the tables and columns of the schema, with their types and nullability', async () => {
  const rows = await store.sql<{ columnName: string; type: string; required: boolean }[]>`
    select table_name || '.' || column_name as "columnName", is_nullable = 'NO' as required,
      format_type(a.atttypid, a.atttypmod) as type
    from information_schema.columns c
    join pg_attribute a on a.attrelid = c.table_name::regclass and a.attname = c.column_name
    where table_schema = 'public'`
  const made = rows.map(({ columnName, type, required }) => `${columnName} ${type}${required ? ' not null' : ''}`)
  const described = tables.flatMap((table) => {
    const { name, columns, primaryKeys } = getTableConfig(table)
    const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
    return columns.map((column) => {
      const required = column.notNull || column.primary || keys.has(column.name)
      const type = `${column.getSQLType()}${'[]'.repeat(column.dimensions ?? 0)}`
      return `${name}.${column.name} ${type}${required ? ' not null' : ''}`
    })
  })
  expect(made.toSorted()).toEqual(described.toSorted())
})
