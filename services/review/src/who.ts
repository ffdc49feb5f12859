import { findSession, findToken } from '@proofgate/store'
import type { Context, MiddlewareHandler } from 'hono'
import { clientAddressOf } from './client-address.ts'
import type { Desk } from './desk.ts'
import { mayJournal, mayReview, type Person, personOf, personOfToken } from './person.ts'
import { ProblemError } from './problem.ts'
import { SESSION_LIMITS, sessionSecretOf } from './session-cookie.ts'

/** What every request carries through the routes. */
export type Env = { Variables: { person: Person | null } }

/** Finds out who makes a request: the bearer of a token, or the holder of the browser's session; else `null`. */
export function whoIs(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = bearerOf(c)
    c.set('person', token === null ? await holderOf(c, desk) : await personOfBearer(c, desk, token))
    await next()
  }
}

/** The token of the Authorization header; `null` when there is none. */
export function bearerOf(c: Context): string | null {
  return /^Bearer +(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]?.trim() ?? null
}

/** Header in which a program says for whom it acts, percent-encoded: `proofgate release` sends the user's name. */
const CLAIM_HEADER = 'proofgate-on-behalf-of'

/** The name claimed in the header; `null` for none, and for what is no plain name of 1 to 64 characters. */
function claimedNameOf(c: Context): string | null {
  try {
    const name = decodeURIComponent(c.req.header(CLAIM_HEADER) ?? '').normalize()
    return /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._@+ -]{0,63}$/u.test(name) ? name.trim() : null
  } catch {
    return null
  }
}

/**
 * The person a token belongs to; for a wrong one 401, and 429 after too many of them from one address. A right token
 * passes at any time: 256 random bits are not guessed, and one broken script must not lock an office out.
 */
export async function personOfBearer(c: Context, desk: Desk, secret: string): Promise<Person> {
  const token = await findToken(desk.sql, secret)
  if (token !== null) return personOfToken(token, claimedNameOf(c))
  const address = clientAddressOf(c)
  const wait = await desk.tokenThrottle.waitOf(address)
  if (wait !== null) throw tooMany(wait)
  await desk.tokenThrottle.failed(address)
  desk.log.authFailed({ address, login: '(token)' })
  throw notSignedIn('The token is unknown, expired or revoked.')
}

/** @throws ProblemError 401 when nobody is known, 403 when the person has no role here */
export function reviewerOf(c: Context<Env>): Person {
  const person = c.var.person
  if (person === null) throw notSignedIn('The request names nobody.')
  if (!mayReview(person))
    throw new ProblemError('not-allowed', `${person.name} has neither the role reviewer nor admin.`)
  return person
}

/** @throws ProblemError 401 when nobody is known, 403 without the role journal or admin */
export function journalistOf(c: Context<Env>): Person {
  const person = c.var.person
  if (person === null) throw notSignedIn('The request names nobody.')
  if (mayJournal(person)) return person
  throw new ProblemError('not-allowed', `${person.name} has neither the role journal nor admin.`, {
    extra: { remedy: 'Use a token of the role "journal": proofgate tokens add NAME --role journal.' },
  })
}

/** @throws ProblemError 401 when nobody is known, 403 without the role admin */
export function adminOf(c: Context<Env>): Person {
  const person = reviewerOf(c)
  if (!person.roles.includes('admin')) throw new ProblemError('not-admin', `${person.name} has not the role admin.`)
  return person
}

/**
 * Whoever may read a message: a reviewer any, who signed in with an SMTP login those sent with it, as `messageFor` finds
 * them.
 * @throws ProblemError 401 when nobody is known, 403 for a token without a role
 */
export function readerOf(c: Context<Env>): Person {
  return c.var.person === null || c.var.person.login === null ? reviewerOf(c) : c.var.person
}

/** The problem of too many failures: come back in `seconds`. */
export const tooMany = (seconds: number): ProblemError =>
  new ProblemError('too-many-attempts', `Too many attempts failed. The next is heard in ${seconds} seconds.`, {
    headers: { 'Retry-After': String(seconds) },
  })

// RFC 6750 §3: a protected resource names the scheme it wants.
const notSignedIn = (detail: string) =>
  new ProblemError('not-signed-in', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="proofgate"' } })

async function holderOf(c: Context, desk: Desk): Promise<Person | null> {
  const secret = sessionSecretOf(c, desk)
  const holder = secret === null ? null : await findSession(desk.sql, secret, SESSION_LIMITS)
  return holder === null ? null : personOf(holder)
}
