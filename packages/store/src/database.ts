import pg from 'pg'
import { type Sql, sqlOver } from './sql.ts'

/** A pool of connections to the one database. */
export type Database = {
  readonly sql: Sql
  /** Ends the pool once running queries are done. Repeating is harmless. */
  readonly close: () => Promise<void>
}

/** How to reach PostgreSQL: a URL, or the folder of a Unix socket as the embedded server gives it. */
export type DatabaseAddress = { readonly url: string } | { readonly socketFolder: string; readonly name: string }

/** Counts and sums of ours stay far below 2^53. */
const BIGINT = 20
const types = new pg.TypeOverrides()
types.setTypeParser(BIGINT, Number)

/**
 * A statement that takes longer is given up: the relay answers 451 and the mail tool comes back, instead of all
 * connections waiting on one lock. The client's clock runs a little longer, for a server that does not answer at all.
 */
const STATEMENT_MS = 30_000

/** Settings of a connection to `address`. */
export function connectionOptions(address: DatabaseAddress): pg.ClientConfig {
  return {
    ...('url' in address
      ? { connectionString: address.url }
      : { host: address.socketFolder, port: 5432, user: 'proofgate', database: address.name }),
    application_name: 'proofgate',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  }
}

/**
 * What every connection is told first. Not by `options`, which a URL may have of its own, and poolers refuse.
 * `remote_apply` waits for more than `on` and may stay.
 */
const FIRST = `
  select set_config('TimeZone', 'UTC', false), case when current_setting('synchronous_commit') <> 'remote_apply'
    then set_config('synchronous_commit', 'on', false) end`

/** Opens a pool of at most `connections`. Connects on the first query, and again by itself after a restart of PostgreSQL. */
export function openDatabase(address: DatabaseAddress, connections: number): Database {
  const pool = new pg.Pool({
    ...connectionOptions(address),
    max: connections,
    idleTimeoutMillis: 0,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    onConnect: async (client) => {
      await client.query(FIRST)
    },
  })
  // A connection that breaks tells so to whoever waits on it, and is replaced; the event alone must not end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  let ended: Promise<void> | null = null
  return {
    sql: sqlOver(pool),
    close: () => {
      ended ??= pool.end()
      return ended
    },
  }
}

/** Settings of the server with which a crash of it may lose or spoil what is committed; none is as it should be. */
export async function unsafeSettings(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off' order by name`
  return rows.map(({ name }) => name)
}

/** True for failures that say nothing about the statement: the connection broke or the server restarts. */
export function isConnectionTrouble(error: unknown): boolean {
  const code = codeOf(error)
  if (
    code !== null &&
    /^(08|57P|53|ECONN|EPIPE|ENOENT|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|EADDRNOTAVAIL)/.test(code)
  )
    return true
  // pg has no code for these.
  const words = error instanceof Error ? error.message : ''
  return /^(Connection terminated|Client has encountered a connection error|timeout (exceeded|expired)|Query read timeout|Client was closed)/i.test(
    words,
  )
}

/** SQLSTATE or system code of a database error, `null` when it has none. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : null
}
