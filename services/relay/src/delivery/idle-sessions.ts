import { QUIT_MS, type Session } from './session.ts'

/** Sessions that nobody uses, the last used on top. One that ends, speaks or grows old leaves by itself. */
export type IdleSessions = {
  readonly add: (session: Session) => void
  /** One that is fit for use as far as we know, `null` when there is none. */
  readonly take: () => Session | null
  readonly close: () => void
}

/** @param idleMs how long a session is kept; smarthosts drop idle ones themselves, mostly after minutes */
export function idleSessions(idleMs: number): IdleSessions {
  const leave = new Map<Session, () => void>()

  const add = (session: Session): void => {
    const unwatch = session.wire.watch(() => end(session))
    const timer = setTimeout(() => end(session), idleMs)
    leave.set(session, () => {
      unwatch()
      clearTimeout(timer)
      leave.delete(session)
    })
    // A watch on what has ended calls back before there was anything to leave.
    if (session.wire.isClosed || session.wire.hasReply) end(session)
  }
  const end = (session: Session): void => {
    leave.get(session)?.()
    session.wire.quit(QUIT_MS)
  }
  const take = (): Session | null => {
    const session = [...leave.keys()].at(-1) ?? null
    if (session !== null) leave.get(session)?.()
    return session
  }
  return { add, take, close: () => [...leave.keys()].forEach(end) }
}
