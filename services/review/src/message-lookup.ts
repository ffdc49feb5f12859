import { findMessage, findMessageIds, type MessageStatus, type Sql, type TimelineEntry } from '@proofgate/store'
import { isOwn, mayReview, type Person } from './person.ts'
import { ProblemError } from './problem.ts'
import { wholeIdOf } from './short-id.ts'

/**
 * The message people mean by an id or by its first or last six or more characters: whatever became of it, notices and
 * DSNs of ours too.
 * @throws ProblemError 404 when there is none, 409 when a part fits several
 */
export async function messageOf(sql: Sql, given: string): Promise<MessageStatus> {
  const id = await wholeIdOf(given, (part, limit) => findMessageIds(sql, part, limit), 'message')
  const message = await findMessage(sql, id)
  if (message === null) throw new ProblemError('not-found', `No message has the id ${given}.`)
  return message
}

/**
 * The message of an id as far as a person may see it. Who has no role here sees the own ones alone, by their whole id:
 * others' are not told from those that do not exist, and no part of an id finds them.
 * @throws ProblemError 404 when there is none to see, 409 when a reviewer's part of an id fits several
 */
export async function messageFor(sql: Sql, given: string, person: Person): Promise<MessageStatus> {
  if (mayReview(person)) return messageOf(sql, given)
  const message = await findMessage(sql, given.toLowerCase())
  if (message === null || !isOwn(message, person))
    throw new ProblemError('not-found', `No message of yours has the id ${given}.`)
  return message
}

/** The steps of a message that a person is told: who looked at it is for those who review. */
export function stepsFor(timeline: readonly TimelineEntry[], person: Person): readonly TimelineEntry[] {
  if (mayReview(person)) return timeline
  return timeline.filter(({ kind, actor }) => !kind.endsWith('.viewed') || actor === person.actor)
}
