import { type Reply, textOf } from './reply.ts'

/**
 * A session with a smarthost cannot be had or cannot go on. It says nothing about a message: what was to be sent is
 * tried again.
 */
export class SessionTrouble extends Error {
  override readonly name = 'SessionTrouble'
  /** What the smarthost said, `null` when it said nothing. */
  readonly reply: Reply | null

  /** @param what what happened, in words: `the connection was refused` */
  constructor(what: string, reply: Reply | null = null) {
    super(reply === null ? what : `${what}: ${textOf(reply)}`)
    this.reply = reply
  }
}

/** In words what a failed socket says by a code. */
export function socketTroubleOf(error: unknown): SessionTrouble {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const detail = error instanceof Error && error.message !== '' ? error.message : code
  return new SessionTrouble(WORDS[code] ?? `the connection failed (${detail.slice(0, 200)})`)
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while we were sending',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up right now',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ETIMEDOUT: 'the connection timed out',
}
