import postgres, { type Sql } from 'postgres'

/** A pool of connections to the one database. Hand-written SQL goes through `sql`. */
export type Database = {
  readonly sql: Sql
  /** Ends the pool once running queries are done, at most after five seconds. */
  readonly close: () => Promise<void>
}

/** How to reach PostgreSQL: a URL, or the folder of a Unix socket as the embedded server gives it. */
export type DatabaseAddress = { readonly url: string } | { readonly socketFolder: string; readonly name: string }

/** What a transaction or the pool can both do. */
export type Queryable = Pick<Sql, 'unsafe'> & Sql

/** Opens a pool of at most `connections`. Connects on the first query, and again by itself after a restart of PostgreSQL. */
export function openDatabase(address: DatabaseAddress, connections: number): Database {
  const options = {
    max: connections,
    // A server that hangs must not hang the relay: the client is told 451 and tries again.
    connect_timeout: 10,
    idle_timeout: 0,
    // Short, bounded waits between attempts: PostgreSQL restarts in about a second.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 1),
    onnotice: () => {},
    connection: { application_name: 'proofgate', synchronous_commit: 'on', timezone: 'UTC' },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  }
  const sql =
    'url' in address
      ? postgres(address.url, options)
      : postgres({
          ...options,
          path: `${address.socketFolder}/.s.PGSQL.5432`,
          username: 'proofgate',
          database: address.name,
        })
  return { sql: sql as unknown as Sql, close: () => sql.end({ timeout: 5 }) }
}

/** True for failures that say nothing about the statement: the connection broke or the server restarts. */
export function isConnectionTrouble(error: unknown): boolean {
  const code = codeOf(error)
  return (
    code !== null &&
    (/^(08|57P0|53)/.test(code) ||
      /^(CONNECT|CONNECTION|ECONN|EPIPE|ENOENT|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH)/.test(code))
  )
}

/** SQLSTATE or system code of a database error, `null` when it has none. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : null
}
