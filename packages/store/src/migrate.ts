import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { codeOf, connectionOptions, type DatabaseAddress } from './database.ts'

/** Any number, the same in every version: the lock under which tables are made or changed. */
const MIGRATION_LOCK = 7_072_741

const FOLDER = path.join(import.meta.dirname, '../drizzle')

/**
 * Brings the tables up to this version. Safe to call from many processes at once: they take turns under an advisory
 * lock, and the second finds nothing to do. Drizzle itself takes no lock.
 */
export async function migrateDatabase(address: DatabaseAddress): Promise<void> {
  await withClient(address, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    if (await isUpToDate(client)) return
    await migrate(drizzle({ client }), { migrationsFolder: FOLDER })
  })
}

/** True when all is made. Drizzle wants the right to make a schema even then, which a role that owns nothing has not. */
async function isUpToDate(client: pg.Client): Promise<boolean> {
  const table = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as made`)
  if (table.rows[0]?.made !== true) return false
  const rows = await client.query('select name from drizzle.__drizzle_migrations')
  const made = new Set(rows.rows.map(({ name }) => name))
  const folders = await readdir(FOLDER, { withFileTypes: true })
  return folders.every((each) => !each.isDirectory() || made.has(each.name))
}

/** Makes the database `name` on the server of `socketFolder` if it is not there yet. */
export async function ensureDatabase(socketFolder: string, name: string): Promise<void> {
  await withClient({ socketFolder, name: 'postgres' }, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount !== 0) return
    await client.query(`create database ${pg.escapeIdentifier(name)}`).catch((error) => {
      // 42P04: another process made it between our two statements; 23505: at the very same moment.
      if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw error
    })
  })
}

/** Runs `work` on a connection of its own, and ends it. */
async function withClient(address: DatabaseAddress, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(connectionOptions(address))
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
