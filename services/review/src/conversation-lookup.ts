import { findConversationIds, type Sql } from '@proofgate/store'
import { wholeIdOf } from './short-id.ts'

/**
 * The id of a conversation by itself or by its first or last six or more characters. That there is one of a whole id is
 * not looked up here.
 * @throws ProblemError 404 when none has such an id, 409 when a part fits several
 */
export const conversationIdOf = (sql: Sql, given: string): Promise<string> =>
  wholeIdOf(given, (part, limit) => findConversationIds(sql, part, limit), 'conversation')
