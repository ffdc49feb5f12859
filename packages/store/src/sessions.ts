import { createHash, randomBytes } from 'node:crypto'
import { appendEvents } from './events.ts'
import type { Sql } from './sql.ts'
import type { Role } from './users.ts'

/** Who is signed in at the console, with the roles of this moment. */
export type SessionHolder = {
  /** `link` for a sign-in link of this installation: no name is known. */
  readonly kind: 'user' | 'token' | 'link'
  /** Login of a user; `null` otherwise. */
  readonly login: string | null
  /** Name of the user or the token; `''` for a link. */
  readonly name: string
  readonly roles: readonly Role[]
}

/** How long a session lives: unused, and in all. */
export type SessionLimits = { readonly idleMs: number; readonly lifeMs: number }

/** Whom a session is opened for; an empty object for a sign-in link. */
type Opener = { readonly login?: string; readonly tokenId?: string }

/**
 * Opens a session and gives out its secret of 256 random bits, once. Sessions past their limits are cleared away.
 * @param actor `user:…` or `token:…`, for the record
 */
export async function openSession(sql: Sql, opener: Opener, actor: string, limits: SessionLimits): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await sql.begin(async (tx) => {
    await tx`delete from sessions where seen_at < now() - ${limits.idleMs} * interval '1 ms'
               or created_at < now() - ${limits.lifeMs} * interval '1 ms'`
    await tx`insert into sessions (sha256, login, token_id)
             values (${digestOf(secret)}, ${opener.login ?? null}, ${opener.tokenId ?? null})`
    await appendEvents(tx, [{ kind: 'session.opened', messageId: null, actor, data: {} }])
  })
  return secret
}

/**
 * The holder of a session, or `null` when it is unknown, too old, or its user or token has ended since. Being asked
 * keeps it alive; that is written once a minute, so that looking at a page costs no write.
 */
export async function findSession(sql: Sql, secret: string, limits: SessionLimits): Promise<SessionHolder | null> {
  const [row] = await sql<SessionRow[]>`
    select s.login, s.token_id, u.name as user_name, u.roles as user_roles, t.name as token_name,
      t.roles as token_roles, s.seen_at < now() - interval '1 minute' as stale
    from sessions s left join users u on u.login = s.login left join tokens t on t.id = s.token_id
    where s.sha256 = ${digestOf(secret)}
      and s.seen_at > now() - ${limits.idleMs} * interval '1 ms'
      and s.created_at > now() - ${limits.lifeMs} * interval '1 ms'
      and u.disabled_at is null and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`
  if (row === undefined) return null
  if (row.stale) await sql`update sessions set seen_at = now() where sha256 = ${digestOf(secret)}`
  if (row.login !== null)
    return { kind: 'user', login: row.login, name: row.user_name ?? row.login, roles: row.user_roles ?? [] }
  if (row.token_id !== null)
    return { kind: 'token', login: null, name: row.token_name ?? row.token_id, roles: row.token_roles ?? [] }
  return { kind: 'link', login: null, name: '', roles: ['admin'] }
}

/** Ends a session. Ending it again is harmless. */
export async function closeSession(sql: Sql, secret: string, actor: string): Promise<void> {
  await sql.begin(async (tx) => {
    const closed = await tx`delete from sessions where sha256 = ${digestOf(secret)}`
    if (closed.count > 0) await appendEvents(tx, [{ kind: 'session.closed', messageId: null, actor, data: {} }])
  })
}

type SessionRow = {
  login: string | null
  token_id: string | null
  user_name: string | null
  user_roles: Role[] | null
  token_name: string | null
  token_roles: Role[] | null
  stale: boolean
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
