import type { Sql } from '@proofgate/store'
import { findHold, findHoldIds, type Hold } from '@proofgate/store'
import { ProblemError } from './problem.ts'

const ID_LENGTH = 26
const PART_LENGTH_MIN = 6
const NAMED_MAX = 5

/**
 * The hold people mean by an id or by its first or last six or more characters.
 * @throws ProblemError 404 when there is none, 409 when a part fits several
 */
export async function holdOf(sql: Sql, given: string): Promise<Hold> {
  const hold = await findHold(sql, await wholeIdOf(sql, given))
  if (hold === null) throw new ProblemError('not-found', `No held message has the id ${given}.`)
  return hold
}

async function wholeIdOf(sql: Sql, given: string): Promise<string> {
  const part = given.toLowerCase()
  if (part.length >= ID_LENGTH) return part
  if (part.length < PART_LENGTH_MIN)
    throw new ProblemError(
      'not-found',
      `"${given}" is too short: give the id or at least ${PART_LENGTH_MIN} characters of it.`,
    )
  const ids = await findHoldIds(sql, part, NAMED_MAX + 1)
  const [id] = ids
  if (id === undefined)
    throw new ProblemError('not-found', `No held message has an id that begins or ends with ${given}.`)
  if (ids.length === 1) return id
  const named = ids.slice(0, NAMED_MAX).join(', ')
  throw new ProblemError(
    'ambiguous-id',
    `${given} fits ${ids.length > NAMED_MAX ? 'many' : ids.length} messages: ${named}.`,
    {
      extra: { ids: ids.slice(0, NAMED_MAX) },
    },
  )
}
