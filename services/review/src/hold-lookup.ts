import { findHold, findHoldIds, type Hold, type Sql } from '@proofgate/store'
import { ProblemError } from './problem.ts'
import { wholeIdOf } from './short-id.ts'

/**
 * The hold people mean by an id or by its first or last six or more characters.
 * @throws ProblemError 404 when there is none, 409 when a part fits several
 */
export async function holdOf(sql: Sql, given: string): Promise<Hold> {
  const id = await wholeIdOf(given, (part, limit) => findHoldIds(sql, part, limit), 'held message')
  const hold = await findHold(sql, id)
  if (hold === null) throw new ProblemError('not-found', `No held message has the id ${given}.`)
  return hold
}
