import type { SessionLimits } from '@proofgate/store'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Desk } from './desk.ts'

/** A session ends twelve hours after it was last used, and after a week in any case (ASVS 7.3). */
export const SESSION_LIMITS: SessionLimits = { idleMs: 12 * 3_600_000, lifeMs: 7 * 24 * 3_600_000 }

// Over https the name binds the cookie to this host and to https (RFC 6265bis §4.1.3.2).
const nameOf = ({ url }: Desk) => (isSecure(url) ? '__Host-proofgate' : 'proofgate')
const isSecure = (url: string) => url.startsWith('https:')

/** The secret of the browser's session; `null` when it shows none. */
export const sessionSecretOf = (c: Context, desk: Desk): string | null => getCookie(c, nameOf(desk)) ?? null

/** Gives the browser its session. */
export function setSessionCookie(c: Context, desk: Desk, secret: string): void {
  setCookie(c, nameOf(desk), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(desk.url),
    maxAge: SESSION_LIMITS.lifeMs / 1000,
  })
}

/** Takes the session from the browser. */
export function dropSessionCookie(c: Context, desk: Desk): void {
  deleteCookie(c, nameOf(desk), { path: '/', secure: isSecure(desk.url) })
}
