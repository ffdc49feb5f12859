import { ProblemError } from './problem.ts'

const ID_LENGTH = 26
const PART_LENGTH_MIN = 6
const NAMED_MAX = 5

/**
 * The whole id that people mean by it, or by its first or last six or more characters. That there is something of a
 * whole id is not looked up here.
 * @param find ids that begin or end with a part, at most so many
 * @param noun what has the id, for the error: `held message`
 * @throws ProblemError 404 when nothing has such an id, 409 when a part fits several
 */
export async function wholeIdOf(
  given: string,
  find: (part: string, limit: number) => Promise<readonly string[]>,
  noun: string,
): Promise<string> {
  const part = given.toLowerCase()
  if (part.length >= ID_LENGTH) return part
  if (part.length < PART_LENGTH_MIN)
    throw new ProblemError(
      'not-found',
      `"${given}" is too short: give the id or at least ${PART_LENGTH_MIN} characters of it.`,
    )
  const ids = await find(part, NAMED_MAX + 1)
  const [id] = ids
  if (id === undefined) throw new ProblemError('not-found', `No ${noun} has an id that begins or ends with ${given}.`)
  if (ids.length === 1) return id
  const named = ids.slice(0, NAMED_MAX)
  throw new ProblemError(
    'ambiguous-id',
    `${given} fits ${ids.length > NAMED_MAX ? 'many' : ids.length} ${noun}s: ${named.join(', ')}.`,
    { extra: { ids: named } },
  )
}
