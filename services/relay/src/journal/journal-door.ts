/** Who may hand in copies of customers' mail, and to which address. */
import { authenticate, findToken, type Role, type Sql } from '@proofgate/store'
import { mayUse, type Principal } from '../smtp/gatekeeper.ts'
import type { Client } from '../smtp/manner.ts'
import { type Reply, reply } from '../smtp/reply.ts'

const mayJournal = (roles: readonly Role[]) => roles.includes('journal') || roles.includes('admin')

/**
 * The principal of a login with the role journal or admin, or of such a token given as the password. A login that is
 * right and has no such role is one that may use no address, so that its refusal can say what is missing.
 */
export async function journalistOf(sql: Sql, login: string, password: string): Promise<Principal | null> {
  if (password.startsWith('pg_')) {
    const token = await findToken(sql, password)
    if (token !== null) return { login: token.name, addresses: mayJournal(token.roles) ? ['*'] : [] }
  }
  const user = await authenticate(sql, login, password)
  return user === null ? null : { login: user.login, addresses: mayJournal(user.roles) ? ['*'] : [] }
}

// 4xx, not 5xx: a mail server that journals keeps what is refused for now and tries again, Gmail for days, while 5xx
// loses the copy at once, and a server of the simple kind even tells the customer.

/** Why a client may not journal, and what to set so that it may; `null` when it may. */
export function strangerRefusalOf({ principal, peerAddress }: Client): Reply | null {
  if (principal === null) {
    return refusal(
      `${peerAddress} may not journal here. Name it in journal.networks, or sign in with a login or token of the role journal`,
    )
  }
  if (principal.addresses.length > 0) return null
  return refusal(`The login ${principal.login} may not journal. Give it the role journal: proofgate users change`)
}

/** Why a client may not journal to an address; `null` when it may. */
export function addressRefusalOf({ principal, peerAddress }: Client, to: string): Reply | null {
  if (principal !== null && mayUse(principal, to)) return null
  return refusal(`${peerAddress} may not journal to ${to}. Name it in recipients of its network in journal.networks`)
}

const refusal = (text: string): Reply => reply(450, '4.7.1', text)
