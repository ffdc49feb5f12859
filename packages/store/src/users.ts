import { appendEvents } from './events.ts'
import { isPassword, passwordHashOf } from './passwords.ts'
import { storable } from './rows.ts'
import type { Sql } from './sql.ts'

/** What somebody may do beside sending: decide holds, hand in copies of customers' mail, or everything. */
export const ROLES = ['reviewer', 'journal', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who may sign in. */
export type User = {
  readonly login: string
  readonly name: string
  /** Patterns of addresses it may send as; empty: may not send. */
  readonly senders: readonly string[]
  readonly roles: readonly Role[]
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

/** Adds a user. `false` when the login is taken (logins differ in more than case). */
export async function addUser(
  sql: Sql,
  user: Pick<User, 'login' | 'name' | 'senders' | 'roles'> & { readonly password: string },
  actor: string,
): Promise<boolean> {
  const passwordHash = await passwordHashOf(user.password)
  return sql.begin(async (tx) => {
    const added = await tx`
      insert into users (login, name, password_hash, senders, roles)
      values (${user.login.toLowerCase()}, ${user.name}, ${passwordHash}, ${user.senders as string[]}, ${user.roles as string[]})
      on conflict do nothing`
    if (added.count === 0) return false
    const data = { login: user.login, senders: user.senders, roles: user.roles }
    await appendEvents(tx, [{ kind: 'user.created', messageId: null, actor, data }])
    return true
  }) as Promise<boolean>
}

/** Changes a user; fields left out stay. `false` when there is none of that login. */
export async function changeUser(
  sql: Sql,
  login: string,
  change: {
    readonly name?: string
    readonly senders?: readonly string[]
    readonly roles?: readonly Role[]
    readonly password?: string
    readonly disabled?: boolean
  },
  actor: string,
): Promise<boolean> {
  const passwordHash = change.password === undefined ? null : await passwordHashOf(change.password)
  return sql.begin(async (tx) => {
    const changed = await tx`
      update users set
        name = coalesce(${change.name ?? null}, name),
        senders = coalesce(${(change.senders as string[] | undefined) ?? null}, senders),
        roles = coalesce(${(change.roles as string[] | undefined) ?? null}, roles),
        password_hash = coalesce(${passwordHash}, password_hash),
        disabled_at = case ${change.disabled ?? null}::boolean when true then coalesce(disabled_at, now())
                      when false then null else disabled_at end
      where login = ${login.toLowerCase()}`
    if (changed.count === 0) return false
    // Who changes a password may fear that somebody else knows it: browsers signed in with the old one are not any more.
    if (passwordHash !== null) await tx`delete from sessions where login = ${login.toLowerCase()}`
    const { password, ...visible } = change
    const data = { login, ...visible, password: password === undefined ? 'kept' : 'changed' }
    await appendEvents(tx, [{ kind: 'user.changed', messageId: null, actor, data }])
    return true
  }) as Promise<boolean>
}

/** All users by login. */
export async function listUsers(sql: Sql): Promise<User[]> {
  return sql<User[]>`
    select login, name, senders, roles, created_at as "createdAt", disabled_at as "disabledAt" from users order by login`
}

/** The user behind login and password, or `null`; takes the same time for unknown logins. */
export async function authenticate(sql: Sql, login: string, password: string): Promise<User | null> {
  const [row] = await sql<(User & { passwordHash: string })[]>`
    select login, name, senders, roles, created_at as "createdAt", disabled_at as "disabledAt",
           password_hash as "passwordHash"
    from users where login = ${storable(login.toLowerCase())}`
  const right = await isPassword(password, row?.passwordHash ?? null)
  if (!right || row === undefined || row.disabledAt !== null) return null
  const { passwordHash, ...user } = row
  return user
}
