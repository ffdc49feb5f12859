import { type Reply, reply } from './reply.ts'

/** How a session stands, in milliseconds since the epoch. */
export type SessionTimes = {
  readonly openedAt: number
  /** Since when the client owes us a command; `null` while it does not. */
  readonly waitingSince: number | null
  /** Since when a message comes in; `null` when none does. */
  readonly receivingSince: number | null
  /** Octets of that message so far. */
  readonly receivedBytes: number
  /** True when it is known who may send. */
  readonly isKnown: boolean
}

export type Deadlines = { readonly idleMs: number; readonly dataMs: number; readonly sessionMs: number }

/** Slower than this for a minute, a sender of a message is cut off: an honest modem of 1995 was faster. */
const BYTES_PER_SECOND_MIN = 100
const SLOW_AFTER_MS = 60_000

/** A mail tool that has a login uses it at once; a stranger gets time to type it, not to keep a place. */
const STRANGER_IDLE_MS = 60_000
const STRANGER_SESSION_MS = 300_000

/** The reply that ends a session that keeps us waiting: for a command, a message, or altogether (RFC 5321 §4.5.3.2). */
export function overdueOf(session: SessionTimes, { idleMs, dataMs, sessionMs }: Deadlines, now: number): Reply | null {
  const { receivingSince, waitingSince, isKnown } = session
  if (receivingSince !== null) {
    const ms = now - receivingSince
    const isSlow = ms > SLOW_AFTER_MS && session.receivedBytes < (ms / 1000) * BYTES_PER_SECOND_MIN
    return ms > dataMs || isSlow ? reply(421, '4.4.2', 'The message took too long') : null
  }
  if (waitingSince === null) return null
  if (!isKnown && now - session.openedAt > STRANGER_SESSION_MS) return reply(421, '4.4.2', 'No login came for too long')
  if (now - waitingSince > (isKnown ? idleMs : Math.min(idleMs, STRANGER_IDLE_MS)))
    return reply(421, '4.4.2', 'Nothing came for too long')
  return now - session.openedAt > sessionMs ? reply(421, '4.4.2', 'This connection is old, please open another') : null
}
