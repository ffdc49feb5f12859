import { decideHold, type Hold, type OwnMessage } from '@proofgate/store'
import type { Desk } from './desk.ts'
import { holdOf } from './hold-lookup.ts'
import { noticesOf } from './notices.ts'
import { isOwn, type Person } from './person.ts'
import { ProblemError } from './problem.ts'

/** What a reviewer asks for. */
export type Wish = {
  /** Id of the hold, or a part of it. */
  readonly id: string
  readonly decision: 'release' | 'return'
  readonly person: Person
  /** To the agent; `null` for none. */
  readonly note: string | null
  /** Same key, same wish: repeating is harmless. */
  readonly idempotencyKey: string | null
  /** Leaves it where its conversation moved on while it waited. @default false */
  readonly unlessStale?: boolean
}

/**
 * Releases a held message or returns it to its agent: once, whoever asks and however often (promise 6). What the
 * agent is told goes on its way in the same transaction.
 * @returns the hold as decided, and whether it had been decided so before by the same request
 * @throws ProblemError 403 for a release of one's own mail, 404, 409 when another decision stands or it is left for being stale, 422
 */
export async function decide(desk: Desk, wish: Wish): Promise<{ readonly hold: Hold; readonly repeated: boolean }> {
  const hold = await holdOf(desk.sql, wish.id)
  if (wish.decision === 'release') forbidOwn(hold, wish.person)
  const done = await decideHold(desk.sql, {
    id: hold.id,
    decision: wish.decision,
    actor: wish.person.actor,
    note: wish.note,
    idempotencyKey: wish.idempotencyKey,
    expireMs: desk.config.delivery.expire,
    unlessStale: wish.unlessStale ?? false,
    notices: await noticesUnlessDecided(desk, hold, wish),
  })
  switch (done.outcome) {
    case 'decided':
      desk.log[wish.decision === 'release' ? 'holdReleased' : 'holdReturned']({ id: hold.id, by: wish.person.actor })
      return { hold: done.hold, repeated: false }
    case 'repeated':
      if (done.hold.note !== wish.note)
        throw new ProblemError('key-reused', 'The Idempotency-Key came with another note before.')
      return { hold: done.hold, repeated: true }
    case 'conflict':
      throw conflictOf(done.hold)
    case 'stale':
      throw new ProblemError('stale', `Message ${hold.id} went stale: ${done.hold.stale?.why ?? ''}.`)
    case 'not-found':
      throw new ProblemError('not-found', `No held message has the id ${wish.id}.`)
  }
}

/** Four eyes: whoever sent a mail does not release it, administrators neither. */
function forbidOwn(hold: Hold, person: Person): void {
  if (isOwn(hold, person))
    throw new ProblemError('own-mail', `Message ${hold.id} was sent with your login ${person.login}.`)
}

function noticesUnlessDecided(desk: Desk, hold: Hold, wish: Wish): Promise<readonly OwnMessage[]> {
  return hold.decidedAt === null ? noticesOf(desk, hold, wish) : Promise.resolve([])
}

function conflictOf(hold: Hold): ProblemError {
  const did = hold.decision === 'release' ? 'released' : 'returned'
  const { decision, decidedBy, decidedAt } = hold
  return new ProblemError(
    'already-decided',
    `Message ${hold.id} was ${did} by ${decidedBy} at ${decidedAt?.toISOString()}.`,
    { extra: { decision: { decision, decidedBy, decidedAt } } },
  )
}
