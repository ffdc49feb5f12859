import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { type DatabaseAddress, openDatabase } from './database.ts'

/** Any number, the same in every version: the lock under which tables are made or changed. */
const MIGRATION_LOCK = 7_072_741

const FOLDER = path.join(import.meta.dirname, '../drizzle')

/**
 * Brings the tables up to this version. Safe to call from many processes at once: they take turns under an advisory
 * lock, and the second finds nothing to do. Drizzle itself takes no lock.
 */
export async function migrateDatabase(address: DatabaseAddress): Promise<void> {
  const database = openDatabase(address, 1)
  try {
    await database.sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle({ client: database.sql }), { migrationsFolder: FOLDER })
  } finally {
    await database.close()
  }
}

/** Makes the database `name` on the server of `socketFolder` if it is not there yet. */
export async function ensureDatabase(socketFolder: string, name: string, template?: string): Promise<void> {
  const sql = postgres({
    path: `${socketFolder}/.s.PGSQL.5432`,
    username: 'proofgate',
    database: 'postgres',
    max: 1,
    onnotice: () => {},
  })
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`
    if (found.length > 0) return
    await sql.unsafe(`create database "${name}"${template === undefined ? '' : ` template "${template}"`}`)
  } catch (error) {
    // Another process made it between our two statements.
    if (!(error instanceof postgres.PostgresError && error.code === '42P04')) throw error
  } finally {
    await sql.end({ timeout: 2 })
  }
}
