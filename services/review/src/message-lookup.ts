import { findMessage, findMessageIds, type MessageStatus, type Sql } from '@proofgate/store'
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
