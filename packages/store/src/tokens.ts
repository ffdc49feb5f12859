import { createHash, randomBytes } from 'node:crypto'
import { appendEvents } from './events.ts'
import { newId } from './ids.ts'

import type { Sql } from './sql.ts'
import type { Role } from './users.ts'

/** An API token as it is listed; the secret is known to its bearer alone. */
export type Token = {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

/** Makes a token `pg_…` with 256 random bits and gives it out, once. */
export async function addToken(
  sql: Sql,
  token: { readonly name: string; readonly roles: readonly Role[]; readonly expiresAt: Date | null },
  actor: string,
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = newId()
  const secret = `pg_${randomBytes(32).toString('base64url')}`
  await sql.begin(async (tx) => {
    await tx`insert into tokens (id, name, sha256, roles, expires_at)
             values (${id}, ${token.name}, ${digestOf(secret)}, ${token.roles as string[]}, ${token.expiresAt})`
    const data = { id, name: token.name, roles: token.roles }
    await appendEvents(tx, [{ kind: 'token.created', messageId: null, actor, data }])
  })
  return { id, secret }
}

/** The token a bearer shows, or `null` when it is unknown, expired or revoked. */
export async function findToken(sql: Sql, secret: string): Promise<Token | null> {
  const [row] = await sql<Token[]>`
    select id, name, roles, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt" from tokens
    where sha256 = ${digestOf(secret)} and revoked_at is null and (expires_at is null or expires_at > now())`
  return row ?? null
}

/** All tokens, newest first. */
export async function listTokens(sql: Sql): Promise<Token[]> {
  return sql<Token[]>`
    select id, name, roles, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"
    from tokens order by id desc`
}

/** Ends a token for good. `false` when there is none of that id or it has ended already. */
export async function revokeToken(sql: Sql, id: string, actor: string): Promise<boolean> {
  return sql.begin(async (tx) => {
    const changed = await tx`update tokens set revoked_at = now() where id = ${id} and revoked_at is null`
    if (changed.count === 0) return false
    await appendEvents(tx, [{ kind: 'token.revoked', messageId: null, actor, data: { id } }])
    return true
  }) as Promise<boolean>
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
